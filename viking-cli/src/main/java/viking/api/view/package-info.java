/** What the keys come to, as JSON for people and programs. Pure: state in, text out. */
package viking.api.view;
