#pragma once

#include <QLayout>

#include <vector>

namespace tongdai {

/// A row that shows what it has room for: where the window is small or the text large, the least important parts leave
/// before a more important one is cut. What has left has no size; nothing is hidden, so parts may be shown and hidden
/// as before. A row that may break goes on in a second line before any part leaves. Lives on the GUI thread.
class FittingRow final : public QLayout {
public:
    enum class Width : quint8 {
        Fixed,    ///< its hint or nothing
        Shrinks,  ///< down to its minimum
        Keeps,    ///< likewise, but the row breaks first, where it may
        Grows,    ///< likewise, and takes what is left over
    };
    /// From here on a part stays whatever room there is.
    static constexpr int kAlways = 100;

    using QLayout::QLayout;
    ~FittingRow() override;

    void add(QWidget* part, int importance, Width width = Width::Fixed);
    /// Before the part that stands there.
    void insert(int index, QWidget* part, int importance, Width width = Width::Fixed);
    void setImportance(const QWidget* part, int importance);
    /// What is added from here on stands at the right end.
    void addGap() { m_gapBefore = m_parts.size(); }
    /// What is added from here on stands in a second line where one line has no room for all.
    void addBreak() { m_breakBefore = m_parts.size(); }
    /// Whether the row may break there now.
    void setMayBreak(bool mayBreak);

    void addItem(QLayoutItem* item) override;
    int count() const override { return int(m_parts.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    bool hasHeightForWidth() const override { return hasBreak(); }
    int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;

private:
    struct Part {
        QLayoutItem* item;
        int importance;
        Width width;
        int leastWidth() const;
        int widthInOneLine() const;
    };
    /// From the first of them up to the last, which is not one of them.
    struct Line {
        size_t first;
        size_t end;
    };
    Line all() const { return {0, m_parts.size()}; }
    /// Indices of those that are shown, the most important first.
    std::vector<size_t> byImportance(Line line) const;
    QSize sum(bool least) const;
    int leastOf(Line line) const;
    int lineHeight() const;
    bool breaksAt(int width) const;
    bool hasBreak() const { return m_mayBreak && m_breakBefore != kNowhere; }
    void lay(Line line, const QRect& room);

    std::vector<Part> m_parts;
    static constexpr size_t kNowhere = size_t(-1);
    size_t m_gapBefore = kNowhere;    ///< in m_parts
    size_t m_breakBefore = kNowhere;  ///< in m_parts
    bool m_mayBreak = true;
};

}  // namespace tongdai
