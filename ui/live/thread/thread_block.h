#pragma once

#include "ui/common/look/glyph.h"
#include "ui/common/look/look.h"
#include "ui/live/thread/attachment_words.h"
#include "ui/live/thread/picture_shelf.h"
#include "ui/live/thread/receipt_steps.h"
#include "ui/models/search_excerpt.h"
#include "ui/models/thread_line.h"

#include <QTextLayout>

#include <memory>
#include <vector>

class QPainter;

namespace tongdai {

/// Fonts and measures all blocks of a thread share; made anew when the theme or the text size changes.
struct ThreadStyle {
    explicit ThreadStyle(const Theme& theme);
    QFont body;
    QFont name;
    QFont small;
    int bodyLine;  ///< 1.5 × the letters, never less than stacked marks need
    int smallLine;
    /// What is so many pixels at 100 %: glyphs and gaps grow with the text.
    int grown(int pixels) const { return grownWith(name, pixels); }
};

/// What one block shows; the view decides it from the line and its neighbours.
struct BlockContent {
    ThreadLine line;
    QString day;          ///< the day line above, empty: same day as the block before
    int unreadBelow = 0;  ///< the "unread" divider above, 0: none
    bool expanded = false;
    QString speaker;
    QString clock;
    bool byChat = false;  ///< the customer follows by chat: what no platform carries reaches them all the same
    std::vector<AttachmentWords::Attachment> attachments = {};
    const PictureShelf* pictures = nullptr;  ///< where small pictures of them are; none: only words are shown
};

/// One line of a thread laid out for one width: separators, header, wrapped text, notes under it. Immutable but for
/// painting; plain text only, whatever it contains (security S27).
class ThreadBlock {
public:
    enum class Part : quint8 {
        None,
        Header,
        Body,
        Expander,
        Trouble,    ///< the words that say why the line has not arrived
        Retry,      ///< of a line that could not be recorded
        Edit,       ///< takes such a line back into the box
        SendAgain,  ///< of a line that could not be delivered; the others, too
        Arrived,
        Copy,
        Drop,
        Reword,        ///< other words in place of a refused line
        ShowPictures,  ///< of what the line brought, when somebody asks for them
        Waterfall,     ///< the milliseconds of a bot's answer: where they went
    };
    static bool isButton(Part part) { return part == Part::Expander || part >= Part::Retry; }
    /// The platform refused it, and words are all it carries as far as is known here. The words are in sight: nobody
    /// changes dots.
    static bool isRewordable(const StoredMessage& message);
    /// What to say where it was not delivered, and may have been read all the same; empty: nothing.
    static QString whyNotRewordable(const StoredMessage& message);
    /// Longer texts are shown cut; copying still gives everything.
    static constexpr int kMaxShownLetters = 20'000;

    ThreadBlock(BlockContent content, const ThreadStyle& style, const Look& look, const OperatorId& me, int width);

    int height() const { return m_height; }
    /// Height of a block nobody has seen yet, from the length of its text.
    static int estimate(const StoredMessage& message, const ThreadStyle& style, int width);

    struct Paint {
        QPalette palette;
        int selectionStart = -1;  ///< letters of the body; −1: none
        int selectionEnd = -1;
        bool wholeSelected = false;
        bool current = false;  ///< has the keyboard
        bool isFound = false;  ///< of the lines that hold what is looked for, the one somebody is at
    };
    void paint(QPainter& painter, const QPoint& at, const Paint& how) const;
    /// These words stand out in its text from now on; none: none do.
    void markWords(const SearchWords& words);
    /// The words that stand out, as they are written.
    QStringList markedWords() const;
    /// How far below the block's top the first of them stands.
    int markTop() const;
    Part partAt(const QPoint& point) const;
    /// Nearest letter of the body; the point may lie outside.
    int letterAt(const QPoint& point) const;
    QString toolTipAt(const QPoint& point) const;
    /// How far the line has come, in words; empty: nothing is known.
    const QString& receipt() const { return m_receipt; }
    const BlockContent& content() const { return m_content; }

private:
    static constexpr int kOuter = 12;  // from the edge of the view to the bar
    static constexpr int kInner = 15;  // from the bar's left edge to the text
    static constexpr int kRightPad = 12;
    static constexpr int kPadY = 6;
    static constexpr int kBetween = 6;
    static constexpr int kMaxTextWidth = 920;  // longer lines are hard to follow back
    int separator() const { return m_style.grown(30); }

    struct Note {  ///< a small line under the text
        std::unique_ptr<QTextLayout> text;
        ColorRole color = ColorRole::SecondaryText;
        std::optional<Glyph> glyph;
        int top = 0;
        QImage picture = {};  ///< instead of words
        QSize size = {};
    };
    void layText(QTextLayout& layout, int width, int lineHeight, int& y) const;
    void layBody();
    void layNotes();
    void layAttachments();
    void addPicture(const QImage& picture);
    void layCard();
    void placeMilliseconds(const QTextLayout& text, const QString& words, int top);
    void addNote(const QString& words, ColorRole color, std::optional<Glyph> glyph = {});
    void addButtons(const QList<std::pair<Part, QString>>& buttons);
    void layTrouble(const Delivery& delivery);
    void describeDelivery();
    QStringList receiptLines() const;
    bool isSystem() const { return m_content.line.message.speaker == Speaker::System; }
    bool isStruck() const;
    bool isHeldBack() const;
    bool isProposed() const;
    bool isUnsent() const { return isStruck() || isHeldBack() || isProposed(); }
    bool isBare() const;
    bool hasWords() const;
    QString notSentReason() const;
    QString marks() const;
    QString details() const;
    int textWidth() const;

    void paintSeparators(QPainter& painter, const QPoint& at, const QPalette& palette) const;
    void paintSystem(QPainter& painter, const QPoint& at, const Paint& how) const;
    void paintFrame(QPainter& painter, const QPoint& at, const Paint& how) const;
    void paintHeader(QPainter& painter, const QPoint& at, const QPalette& palette) const;
    void paintBody(QPainter& painter, const QPoint& at, const Paint& how) const;
    QTextCharFormat markFormat(const Paint& how) const;

    BlockContent m_content;
    const ThreadStyle& m_style;
    const Look& m_look;
    OperatorId m_me;
    int m_width;
    int m_top = 0;  ///< where the block starts, below its separators
    int m_bodyTop = 0;
    int m_height = 0;
    QTextLayout m_body;
    std::vector<Excerpt::Mark> m_marked;  ///< letters of the body
    std::vector<Note> m_notes;
    QString m_receipt;
    ColorRole m_receiptColor = ColorRole::SecondaryText;
    std::optional<Glyph> m_receiptGlyph;
    std::optional<ReceiptSteps> m_steps;
    struct Button {
        Part part;
        QString words;
        QRect rect;
    };
    QRect m_expander;
    QRect m_milliseconds;  ///< within it; empty: the steps are not known
    QRect m_trouble;
    std::vector<Button> m_buttons;
};

}  // namespace tongdai
