#pragma once

#include "engine/domain/dispute/dispute.h"
#include "ui/common/look/look.h"
#include "ui/models/search_excerpt.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace tongdai {

/// What a search over the sources found, newest first. GUI thread.
class DisputeHitsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit DisputeHitsModel(Look look, QObject* parent = nullptr)
        : QAbstractListModel(parent), m_look(std::move(look))
    {
    }

    void setHits(std::vector<DisputeHit> hits, const QString& typed);
    const DisputeHit& hitAt(int row) const { return m_hits[size_t(row)]; }
    const Excerpt& excerptAt(int row) const { return m_excerpts[size_t(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_hits.size()); }
    QVariant data(const QModelIndex& index, int role) const override;

private:
    Look m_look;
    std::vector<DisputeHit> m_hits;
    std::vector<Excerpt> m_excerpts;
};

/// A hit in two lines: the words in their place, and who said them where and when.
class DisputeHitDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    DisputeHitDelegate(const DisputeHitsModel& model, Look look, QObject* parent)
        : QStyledItemDelegate(parent), m_model(model), m_look(std::move(look))
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const DisputeHitsModel& m_model;
    Look m_look;
};

}  // namespace tongdai
