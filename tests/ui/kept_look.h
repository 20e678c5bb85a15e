#pragma once

#include "ui/common/look/theme.h"
#include "ui/common/words/language.h"

#include <QDir>
#include <QImage>
#include <QTest>
#include <QWidget>

namespace tongdai::testing {

/// The looks that a page or a dialog is drawn in: columns `scheme` and `words` of the running test's data.
inline void addLooks()
{
    QTest::addColumn<SchemeChoice>("scheme");
    QTest::addColumn<LanguageChoice>("words");
    QTest::newRow("light-vi") << SchemeChoice::Light << LanguageChoice::Vietnamese;
    QTest::newRow("dark-en") << SchemeChoice::Dark << LanguageChoice::English;
}

/// A widget as it is drawn; with TONGDAI_PICTURES=DIR kept there as NAME-ROW.png for looking at. Null: it could not be
/// kept.
inline QImage keptLook(QWidget& shown, const QString& name)
{
    using namespace Qt::StringLiterals;
    QImage image = shown.grab().toImage();
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    if (folder.isEmpty()) return image;
    const QString file = u"%1-%2.png"_s.arg(name, QString::fromLatin1(QTest::currentDataTag()));
    return image.save(QDir(folder).filePath(file)) ? image : QImage();
}

}  // namespace tongdai::testing
