#pragma once

#include "engine/server/http/http_server.h"

#include <QDir>
#include <QJsonObject>

namespace tongdai::testing {

/// Requests with their answers as files below tests/contract: one JSON object each, with `situation`, `request` and
/// `answer`.
QJsonObject readRecord(const QString& path);

/// One row of test data for each file of the folder, in a column "file".
void addRecordRows(const QDir& folder);

/// The request without who asks: tokens are the test's own business.
http::Request recordedRequest(const QJsonObject& asked);

QJsonObject recordedHeaders(const http::Response& response);

/// Compares with the record; with TONGDAI_UPDATE_GOLDEN set, writes the answer into the file instead. Ends the test
/// function's work: call it last.
void compareWithRecord(const QString& path, QJsonObject record, const QJsonObject& answer);

}  // namespace tongdai::testing
