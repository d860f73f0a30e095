/** The views, from what hands, hosts and leaders have written. */
package viking.api.view;
