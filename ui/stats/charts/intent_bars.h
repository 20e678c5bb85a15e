#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace tongdai {

/// What customers wanted, most frequent first: a bar for the turns, its hatched part for those that a person got, and
/// both in figures behind it. Arrow keys walk over them. GUI thread.
class IntentBars final : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString name;
        qint64 turns = 0;
        qint64 handedOver = 0;
        QString figures;  ///< behind the bar
    };
    static constexpr int kMost = 8;

    explicit IntentBars(QWidget* parent = nullptr);
    /// `rest`: how many more there are, in words; empty: none.
    void setBars(const QList<Bar>& bars, const QString& rest);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// Enter, or a double click: what is behind it?
    void opened(int bar);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int rows() const;
    int leastHeight() const;
    int rowHeight() const;
    void point(int bar);

    QList<Bar> m_bars;
    QString m_rest;
    int m_chosen = -1;
};

}  // namespace tongdai
