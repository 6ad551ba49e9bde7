// Screens of everyday work.
export { default as Connection } from "../../screens/connection/Connection";
export { default as Connections } from "../../screens/connections/Connections";
export { default as Contact } from "../../screens/contact/Contact";
export { default as Contacts } from "../../screens/contacts/Contacts";
export { default as Deadlines } from "../../screens/deadlines/Deadlines";
export { default as Intake } from "../../screens/intake/Intake";
export { default as Work } from "../../screens/work/Work";
