#pragma once

#include "ui/common/look/look.h"

#include <QSplitter>

namespace tongdai {

/// List, thread and card of the Live page: how wide they are, and which of them there is room for. Widths grow with the
/// text. Where a page is narrow the card is shown on demand only; where it is tight it takes the list's place. Lives on
/// the GUI thread.
class LiveColumns final : public QSplitter {
    Q_OBJECT
public:
    LiveColumns(QWidget& list, QWidget& thread, QWidget& card, Look look, QWidget* parent = nullptr);

    /// The card is about somebody from now on, and shown if it is wanted and there is room.
    void offerCard(bool isAboutSomebody);
    void toggleCard();
    bool isCardWanted() const { return m_isCardWanted; }
    void setCardWanted(bool isWanted);
    /// Before the focus goes there.
    void showList();
    /// To the widths they are designed with.
    void reset();
    /// A pixel width or height at 100 %, in the present text.
    static int grown(int pixels);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
    void growWithText();
    void showCard(bool isShown);

    Look m_look;
    QWidget& m_list;
    QWidget& m_thread;
    QWidget& m_card;
    int m_textScale;  ///< what the columns were last measured for
    bool m_isCardWanted = true;
    bool m_isAboutSomebody = false;
    bool m_isNarrow = false;
    bool m_isTight = false;
};

}  // namespace tongdai
