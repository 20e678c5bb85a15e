#include "tests/ui/import_scenes.h"

#include "ui/imports/import_section.h"
#include "ui/setup/setup_page.h"

#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::Scene;
using testing::WholeStage;

namespace {

QWidget* importPage(WholeStage& stage)
{
    stage.window->openPage(u"setup"_s);
    stage.settle();
    stage.child<SetupPage>()->openSection(u"import"_s);
    stage.settle();
    return stage.window.get();
}

QWidget* mapped(WholeStage& stage)
{
    importPage(stage);
    stage.child<ImportSection>()->lookInto(stage.imports.file.file);
    for (const auto& [column, field] :
         {std::pair(1, ImportField::Conversation), std::pair(2, ImportField::Text), std::pair(3, ImportField::Name)}) {
        auto* box = stage.child<QComboBox>(u"column%1"_s.arg(column));
        box->setCurrentIndex(box->findData(int(field)));
        emit box->activated(box->currentIndex());
    }
    stage.settle();
    return stage.window.get();
}

QWidget* imported(WholeStage& stage, TaskState state, const QString& trouble)
{
    stage.imports.status = stage.imports.newStatus();
    stage.imports.status->state = state;
    stage.imports.status->trouble = trouble;
    return importPage(stage);
}

const std::vector<Scene> kImports{
    {"setup_import", false, [](WholeStage& stage) { return importPage(stage); }},
    {"setup_import_found", false,
     [](WholeStage& stage) -> QWidget* {
         importPage(stage);
         stage.child<ImportSection>()->lookInto(stage.imports.file.file);
         stage.settle();
         return stage.window.get();
     }},
    {"setup_import_mapped", false, [](WholeStage& stage) { return mapped(stage); }},
    {"setup_import_below", false,
     [](WholeStage& stage) -> QWidget* {
         mapped(stage);
         for (const QScrollArea* area : stage.window->findChildren<QScrollArea*>())
             if (area->isVisible()) area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
         stage.settle();
         return stage.window.get();
     }},
    {"setup_import_running", false, [](WholeStage& stage) { return imported(stage, TaskState::Working, {}); }},
    {"setup_import_stopped", false, [](WholeStage& stage) { return imported(stage, TaskState::Dead, u"cancelled"_s); }},
    {"setup_import_done", false, [](WholeStage& stage) { return imported(stage, TaskState::Done, {}); }},
};

}  // namespace

const std::vector<Scene>& testing::importScenes()
{
    return kImports;
}

}  // namespace tongdai
