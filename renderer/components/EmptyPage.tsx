import type { ReactNode } from "react";
import "./emptyPage.css";

interface EmptyPageProps {
  readonly icon: ReactNode;
  /** What is not here. */
  readonly title: string;
  /** What would be here, and how to get it. */
  readonly hint: string;
  /** The way there. */
  readonly children?: ReactNode;
}

/** An empty page that says what it is for and leads on. */
export const EmptyPage = ({ icon, title, hint, children }: EmptyPageProps) => (
  <section className="empty-page">
    <span className="empty-icon" aria-hidden="true">
      {icon}
    </span>
    <h1>{title}</h1>
    <p>{hint}</p>
    {children}
  </section>
);
