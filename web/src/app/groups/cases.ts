// Screens of a victim's case.
export { default as Case } from "../../screens/case/Case";
export { default as Cases } from "../../screens/cases/Cases";
export { default as Person } from "../../screens/person/Person";
export { default as Persons } from "../../screens/persons/Persons";
