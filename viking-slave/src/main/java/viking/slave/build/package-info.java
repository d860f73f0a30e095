/**
 * Makes the images of a stack on this host's engine: builds in the order of their dependence, the
 * files of websites, what is somebody else's. Writes {@code /image} through {@code
 * viking.slave.image.Catalogue}.
 */
package viking.slave.build;
