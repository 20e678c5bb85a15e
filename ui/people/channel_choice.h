#pragma once

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QGridLayout;

namespace tongdai {

/// By which channels somebody sees conversations: a box for each that the program knows, and for each that was set
/// before. None: by all. GUI thread.
class ChannelChoice final : public QWidget {
    Q_OBJECT
public:
    explicit ChannelChoice(QWidget* parent = nullptr);

    void setChosen(const QStringList& channels);
    /// As conversations have them, in the order they were set in.
    QStringList chosen() const;

private:
    void addBox(const QString& channel);
    bool isChosen(const QString& channel) const;

    QStringList m_channels;  ///< one for each box
    QList<QCheckBox*> m_boxes;
    QStringList m_before;
    QGridLayout* m_grid;
};

}  // namespace tongdai
