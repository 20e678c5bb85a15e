#pragma once

#include "engine/domain/dispute/dispute.h"
#include "ui/common/look/look.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace tongdai {

/// The cases of all sources, open ones first. GUI thread.
class CasesModel final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit CasesModel(Look look, QObject* parent = nullptr) : QAbstractListModel(parent), m_look(std::move(look)) {}

    void setCases(std::vector<DisputeCase> cases);
    const DisputeCase& caseAt(int row) const { return m_cases[size_t(row)]; }
    /// -1: it is not in the list.
    int rowOf(const QByteArray& id) const;
    int openCases() const;
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_cases.size()); }
    QVariant data(const QModelIndex& index, int role) const override;

private:
    Look m_look;
    std::vector<DisputeCase> m_cases;
};

/// A case in three lines: whose it is and its amount, what it is about, its state and how long there is.
class CaseDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    CaseDelegate(const CasesModel& model, Look look, QObject* parent)
        : QStyledItemDelegate(parent), m_model(model), m_look(std::move(look))
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const CasesModel& m_model;
    Look m_look;
};

/// Ground, selection bar and focus ring of a row of this page's lists.
void paintDisputeRow(QPainter& painter, const QStyleOptionViewItem& option);
/// One line of a row, `left` cut where `right` begins.
void paintDisputeLine(QPainter& painter, const QRect& rect, const QFont& font, const QColor& leftColor,
                      const QString& left, const QColor& rightColor, const QString& right);

}  // namespace tongdai
