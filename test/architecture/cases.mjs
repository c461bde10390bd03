import { configFor } from "../../.dependency-cruiser.mjs";

// Many small source trees side by side, checked in one run: dependency-cruiser takes a second to start.
export default configFor("case-[0-9]+/");
