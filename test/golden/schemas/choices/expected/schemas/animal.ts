import { json, type Validator } from "boost-gen/runtime";
import { Cat } from "./cat.js";
import { Dog } from "./dog.js";

/** @generated from #/Animal */
export type Animal = (Cat & { species: "Cat" }) | (Dog & { species: "Dog" });

export const Animal: Validator<Animal> = json.choice("species", { Cat: Cat, Dog: Dog });
