import { render } from "preact";
import { App } from "./app.tsx";
import "./style/base.css";
import "./style/parts.css";
import "./style/contract.css";
import "./style/try.css";
import "./style/live.css";
import "./style/letters.css";
import "./style/changes.css";

const place = document.getElementById("studio");
if (place !== null) render(<App />, place);
