#pragma once

#include "ui/common/look/look.h"
#include "ui/models/search_hits_model.h"

#include <QStyledItemDelegate>

namespace tongdai {

/// Paints what a search found: a heading for a conversation, and under it two lines of each message around the words,
/// who said it and when. Lives on the GUI thread.
class SearchHitDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    SearchHitDelegate(const SearchHitsModel& model, OperatorId me, Look look, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// The row in words, for tooltips and screen readers.
    QString spoken(const SearchHitsModel::Row& row) const;

private:
    void paintHeading(QPainter& p, const QStyleOptionViewItem& option, const SearchHitsModel::Row& row) const;
    void paintHit(QPainter& p, const QStyleOptionViewItem& option, const SearchHitsModel::Row& row) const;
    /// One line; returns where the next one begins in the text.
    qsizetype paintLine(QPainter& p, const QStyleOptionViewItem& option, const QRect& rect, const Excerpt& excerpt,
                        qsizetype from, bool isLast) const;
    QString saidBy(const MessageHit& hit) const;

    const SearchHitsModel& m_model;
    OperatorId m_me;
    Look m_look;
};

}  // namespace tongdai
