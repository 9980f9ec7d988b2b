import { createContext, type ReactElement, type ReactNode, useCallback, useContext, useState } from "react";

/** Word of something that was done. */
export interface Notice {
  readonly text: string;
  /** Takes it back. */
  readonly undo?: () => void;
}

const context = createContext<(notice: Notice) => void>(() => {});

/** Tells people that something was done, politely, at the foot of the page. */
export function useNotify(): (notice: Notice) => void {
  return useContext(context);
}

/** Props of {@link Notices}. */
export interface NoticesProps {
  readonly children: ReactNode;
}

/** Shows the last notice until it is closed or another one comes. */
export function Notices({ children }: NoticesProps): ReactElement {
  const [notice, setNotice] = useState<Notice | null>(null);
  const close = useCallback(() => setNotice(null), []);
  return (
    <context.Provider value={setNotice}>
      {children}
      <div role="status" className="notices">
        {notice && (
          <div className="notice">
            <p>{notice.text}</p>
            {notice.undo && (
              <button
                type="button"
                className="button plain"
                onClick={() => {
                  notice.undo?.();
                  close();
                }}
              >
                Undo
              </button>
            )}
            <button type="button" className="button plain" aria-label="Close the message" onClick={close}>
              ✕
            </button>
          </div>
        )}
      </div>
    </context.Provider>
  );
}
