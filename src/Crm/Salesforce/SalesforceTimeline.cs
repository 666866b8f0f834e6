using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>A record's activities: Task (log entries, open tasks, logged mails) and Event (meetings).</summary>
internal sealed class SalesforceTimeline(SalesforcePaths paths, SalesforceReads reads, Func<CrmObject, string, string> urlOf)
{
    public async Task<CrmResult<IReadOnlyList<CrmActivity>>> Read(CrmObject of, string id, int take, CancellationToken ct)
    {
        var by = of == CrmObject.Contact ? "WhoId" : "WhatId";
        var where = $"WHERE {by} = '{SalesforceReads.Quote(SalesforceId.Normalise(id) ?? id)}'";
        var tasks = await Rows(
            $"SELECT Id, Subject, Description, Status, TaskSubtype, ActivityDate, CreatedDate, OwnerId, {SalesforceFields.Key} FROM Task {where} ORDER BY CreatedDate DESC LIMIT {take}",
            // Where our user may not see the subtype.
            $"SELECT Id, Subject, Description, Status, ActivityDate, CreatedDate, OwnerId, {SalesforceFields.Key} FROM Task {where} ORDER BY CreatedDate DESC LIMIT {take}",
            ct
        );
        if (!tasks.Ok)
            return tasks.Error;
        var meetings = await Rows(
            $"SELECT Id, Subject, Description, StartDateTime, CreatedDate, OwnerId FROM Event {where} ORDER BY StartDateTime DESC LIMIT {take}",
            null,
            ct
        );
        if (!meetings.Ok)
            return meetings.Error;
        var found = tasks.Value.Select(Task).Concat(meetings.Value.Select(Meeting));
        return CrmResult<IReadOnlyList<CrmActivity>>.Of([.. found.OrderByDescending(a => a.At).ThenBy(a => a.Id).Take(take)]);
    }

    /// <summary>The rows; of the plainer query where the fuller one is refused; none where there is no such object.</summary>
    private async Task<CrmResult<IReadOnlyList<JsonElement>>> Rows(string soql, string? plainer, CancellationToken ct)
    {
        var rows = await reads.Rows(paths.Query(soql), CrmLane.Interactive, ct);
        if (rows is { Ok: false, Error.Class: CrmErrorClass.Schema })
        {
            if (plainer is null)
                return CrmResult<IReadOnlyList<JsonElement>>.Of([]);
            rows = await reads.Rows(paths.Query(plainer), CrmLane.Interactive, ct);
        }
        return rows.Ok ? CrmResult<IReadOnlyList<JsonElement>>.Of(rows.Value.All) : rows.Error;
    }

    private CrmActivity Task(JsonElement row)
    {
        var done = row.Text("Status") is "Completed";
        var kind =
            row.Text(SalesforceFields.Subtype) == "Email" || IsMail(row.Text("Subject")) ? CrmObject.Email
            : done ? CrmObject.Note
            : CrmObject.Task;
        var due = Canonical.ReadDate(row.Text("ActivityDate")) is { } day
            ? new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero)
            : (DateTimeOffset?)null;
        var made = Canonical.ReadInstant(row.Text("CreatedDate"));
        return One(row, kind, (done ? made ?? due : due ?? made) ?? DateTimeOffset.UnixEpoch, !done, row.Text(SalesforceFields.Key));
    }

    private static bool IsMail(string? subject) => subject?.StartsWith(SalesforceFields.Mail, StringComparison.Ordinal) ?? false;

    private CrmActivity Meeting(JsonElement row) =>
        One(
            row,
            CrmObject.Meeting,
            Canonical.ReadInstant(row.Text("StartDateTime") ?? row.Text("CreatedDate")) ?? DateTimeOffset.UnixEpoch,
            false,
            null
        );

    private CrmActivity One(JsonElement row, CrmObject kind, DateTimeOffset at, bool open, string? ours)
    {
        var id = SalesforceId.Normalise(row.Text("Id")) ?? "";
        var subject = Canonical.Text(row.Text("Subject"));
        if (kind == CrmObject.Email && IsMail(subject))
            subject = Canonical.Text(subject![SalesforceFields.Mail.Length..]);
        return new CrmActivity(
            kind,
            id,
            at,
            subject,
            PlainText.Cut(row.Text("Description")),
            SalesforceId.Normalise(row.Text("OwnerId")),
            // A logged mail does not tell which way it went.
            false,
            open,
            Canonical.Text(ours) is not null,
            urlOf(kind, id)
        );
    }
}
