#pragma once

#include "ui/setup/setup_section.h"

#include <optional>

class QComboBox;
class QProgressBar;
class QPushButton;
class QTimer;

namespace tongdai {

class Card;
class ColumnMapper;
class ImportSample;
class RoleLabel;

/// Another system's history on its way into this shop (features E10): a file is chosen or dropped, its columns are
/// mapped, what would come is seen, and then it comes as background work, whose newest is shown on top. GUI thread.
class ImportSection final : public SetupSection {
    Q_OBJECT
public:
    static constexpr int kAskEveryMs = 1000;     ///< while one is under way
    static constexpr int kKeptMs = 10 * 60'000;  ///< a file nobody looks at any more

    ImportSection(api::HistoryImport& imports, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Import history"); }
    void readState() override {}
    void retranslate() override;

    /// What the file dialog and a drop end in.
    void lookInto(const QString& file);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void connectParts();
    void fillZones();
    void chooseFile();
    void takeLook(const api::Answer<api::ImportLook>& answer);
    void chooseTable();
    void askPreview();
    void takePreview(const api::Answer<api::ImportPreview>& answer);
    void begin();
    void askStatus();
    void takeStatus(const api::Answer<std::optional<api::ImportStatus>>& answer);
    void write();
    void writeFile();
    void writePlan();
    void writePreview();
    void writeStatus();
    bool isUnderWay() const;
    const api::ImportTableLook* table() const;
    api::ImportPlan plan() const;
    QString missing() const;

    api::HistoryImport& m_imports;
    Look m_look;
    bool m_isLooking = false;
    bool m_isDragged = false;
    bool m_isBeginning = false;
    QString m_trouble;  ///< of the file
    QString m_planTrouble;
    QString m_actTrouble;  ///< why the newest import could not be stopped, or could not go on
    std::optional<api::ImportLook> m_found;
    std::optional<api::ImportPreview> m_preview;
    std::optional<api::ImportStatus> m_status;
    api::NewestAnswer m_lookAsked;
    api::NewestAnswer m_previewAsked;
    api::NewestAnswer m_statusAsked;
    QTimer* m_again;
    QTimer* m_kept;
    Card* m_statusCard;
    RoleLabel* m_statusWords;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QPushButton* m_goOn;
    Card* m_fileCard;
    RoleLabel* m_fileWords;
    RoleLabel* m_fileFound;
    QPushButton* m_choose;
    Card* m_planCard;
    RoleLabel* m_tableName;
    QComboBox* m_tables;
    ColumnMapper* m_mapper;
    RoleLabel* m_zoneName;
    QComboBox* m_zones;
    RoleLabel* m_missing;
    Card* m_previewCard;
    RoleLabel* m_counts;
    ImportSample* m_sample;
    QPushButton* m_begin;
};

}  // namespace tongdai
