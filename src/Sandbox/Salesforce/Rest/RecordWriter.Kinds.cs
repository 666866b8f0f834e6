using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>What the platform does of itself when a row of certain objects is made: an event's end, a partner's other direction, a file's document, an e-mail's task.</summary>
internal sealed partial class RecordWriter
{
    /// <summary>An event ends when it says, or after its duration; both are then known.</summary>
    private static SetupRow Timed(SetupRow row)
    {
        if (row.Flag("IsAllDayEvent"))
            return row;
        var start =
            row.Text("StartDateTime")
            ?? row.Text("ActivityDateTime")
            ?? throw new ApiException(
                400,
                "REQUIRED_FIELD_MISSING",
                "Required fields are missing: [ActivityDateTime, DurationInMinutes]",
                "StartDateTime"
            );
        var from = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture);
        var minutes = row.Text("DurationInMinutes") is { } given ? double.Parse(given, CultureInfo.InvariantCulture) : (double?)null;
        if (row.Text("EndDateTime") is { } end)
            minutes = (DateTimeOffset.Parse(end, CultureInfo.InvariantCulture) - from).TotalMinutes;
        if (minutes is not (>= 0 and <= 20_160))
            throw new ApiException(
                400,
                "FIELD_INTEGRITY_EXCEPTION",
                "Event duration can't be negative or longer than 14 days",
                "DurationInMinutes"
            );
        return row.With(
            ("StartDateTime", start),
            ("ActivityDateTime", start),
            ("ActivityDate", start[..10]),
            ("EndDateTime", Canonical.Instant(from.AddMinutes(minutes.Value))),
            ("DurationInMinutes", minutes.Value.ToString("0", CultureInfo.InvariantCulture))
        );
    }

    /// <summary>
    /// Both directions: from the one account to the other, and back with the reverse role. On an opportunity the first account is the opportunity's, and
    /// a new primary partner takes the place of the old.
    /// </summary>
    private string CreatePartner(Tx tx, ObjectShape shape, SetupRow row)
    {
        var from = row.Text("AccountFromId");
        if (row.Text("OpportunityId") is { } deal)
        {
            if (from is not null)
                throw new ApiException(
                    400,
                    "FIELD_INTEGRITY_EXCEPTION",
                    "Specify either AccountFromId or OpportunityId, not both",
                    "AccountFromId"
                );
            from = tx.LinksOf(Prefixes.Stored(deal)!.Value)
                .Where(link => link.Primary && RecordIds.KindOf(link.To) == Kind.Company)
                .Select(link => Prefixes.IdOf(link.To))
                .FirstOrDefault();
            foreach (
                var sibling in catalog
                    .Setup.By(tx, "Partner", "OpportunityId", deal)
                    .Where(other => row.Flag("IsPrimary") && other.Flag("IsPrimary"))
                    .ToList()
            )
                SetupRows.Put(tx, sibling.With(("IsPrimary", "false"), (SetupRow.ModifiedKey, row.Text(SetupRow.ModifiedKey))));
        }
        else if (from is null)
        {
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [AccountFromId]", "AccountFromId");
        }

        var forward = row.With(("AccountFromId", from)) with { Id = SetupRows.NextId(tx, shape.KeyPrefix!) };
        if (from is null)
        {
            SetupRows.Put(tx, forward);
            return forward.Id;
        }

        var reverse = row.With(
            ("AccountFromId", row.Text("AccountToId")),
            ("AccountToId", from),
            ("Role", PartnerRoles.Reverse(row.Text("Role"))),
            ("IsPrimary", "false"),
            ("ReversePartnerId", forward.Id)
        ) with
        {
            Id = SetupRows.NextId(tx, shape.KeyPrefix!),
        };
        SetupRows.Put(tx, forward.With(("ReversePartnerId", reverse.Id)));
        SetupRows.Put(tx, reverse);
        return forward.Id;
    }

    /// <summary>A version of a file: of a new document, linked to where it is published first, or the next of a document.</summary>
    private string CreateFile(Tx tx, ObjectShape shape, SetupRow row)
    {
        if (row.Text("VersionData") is not { } data || row.Text("PathOnClient") is not { } path)
            throw new ApiException(
                400,
                "REQUIRED_FIELD_MISSING",
                "Required fields are missing: [PathOnClient, VersionData]",
                "PathOnClient",
                "VersionData"
            );
        var size = Convert.FromBase64String(data).Length;
        var document = row.Text("ContentDocumentId");
        foreach (var older in document is null ? [] : catalog.Setup.By(tx, "ContentVersion", "ContentDocumentId", document).ToList())
            SetupRows.Put(tx, older.With(("IsLatest", "false")));
        var stamped = new SetupRow("ContentDocument", "", new Dictionary<string, string>()).With(
            (SetupRow.CreatedKey, row.Text(SetupRow.CreatedKey)),
            (SetupRow.ModifiedKey, row.Text(SetupRow.ModifiedKey)),
            ("Title", row.Text("Title"))
        );
        document ??= NextRow(tx, Prefixes.ContentDocument, stamped);
        var id = NextRow(
            tx,
            shape.KeyPrefix!,
            row.With(
                ("ContentDocumentId", document),
                ("ContentSize", size.ToString(CultureInfo.InvariantCulture)),
                ("FileExtension", Path.GetExtension(path).TrimStart('.')),
                ("IsLatest", "true")
            )
        );
        SetupRows.Put(tx, catalog.Setup.Find(tx, "ContentDocument", document)!.With(("LatestPublishedVersionId", id)));
        if (row.Text("FirstPublishLocationId") is { } place)
        {
            var link = stamped with { Type = "ContentDocumentLink" };
            NextRow(
                tx,
                Prefixes.ContentDocumentLink,
                link.With(
                    ("Title", null),
                    ("ContentDocumentId", document),
                    ("LinkedEntityId", place),
                    ("ShareType", "V"),
                    ("Visibility", "AllUsers")
                )
            );
        }

        return id;
    }

    /// <summary>An e-mail shows on the timeline as a task of its own.</summary>
    private void TellActivity(Tx tx, string id)
    {
        var email = catalog.Setup.Find(tx, "EmailMessage", id)!;
        var task = new JsonObject
        {
            ["Subject"] = "Email: " + (email.Text("Subject") is { } subject ? subject[..Math.Min(240, subject.Length)] : ""),
            ["Status"] = "Completed",
            ["TaskSubtype"] = "Email",
            ["Description"] = email.Text("TextBody") is { } text ? text[..Math.Min(32_000, text.Length)] : null,
            ["ActivityDate"] = email.Text("MessageDate")?[..10],
        };
        if (email.Text("RelatedToId") is { } about)
            task["WhatId"] = about;
        SetupRows.Put(tx, email.With(("ActivityId", Create(tx, catalog.Of(Kind.Note), task))));
    }
}
