using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>A record's notes, tasks, mails and meetings: the associations of each kind, then the newest of them.</summary>
internal sealed class HubSpotTimeline(CrmHttp http, HubSpotPaths paths, Func<CrmObject, string, string> urlOf)
{
    // csharpier-ignore - a table
    private static readonly (CrmObject Kind, string Subject, string Body)[] Kinds =
    [
        (CrmObject.Note,    "",                 "hs_note_body"),
        (CrmObject.Task,    "hs_task_subject",  "hs_task_body"),
        (CrmObject.Email,   "hs_email_subject", "hs_email_text"),
        (CrmObject.Meeting, "hs_meeting_title", "hs_meeting_body"),
    ];

    public async Task<CrmResult<IReadOnlyList<CrmActivity>>> Read(CrmObject of, string id, int take, CancellationToken ct)
    {
        var found = new List<CrmActivity>();
        foreach (var (kind, subject, body) in Kinds)
        {
            var one = await OfKind(of, id, kind, subject, body, ct);
            // A kind the token may not read, or the account has not, is no reason to show nothing.
            if (!one.Ok && one.Error.Class is CrmErrorClass.NotFound or CrmErrorClass.Data or CrmErrorClass.Schema)
                continue;
            if (!one.Ok && one.Error is { Class: CrmErrorClass.Auth, Code: "MISSING_SCOPES" })
                continue;
            if (!one.Ok)
                return one.Error;
            found.AddRange(one.Value);
        }
        return CrmResult<IReadOnlyList<CrmActivity>>.Of([.. found.OrderByDescending(a => a.At).ThenBy(a => a.Id).Take(take)]);
    }

    private async Task<CrmResult<List<CrmActivity>>> OfKind(
        CrmObject of,
        string id,
        CrmObject kind,
        string subject,
        string body,
        CancellationToken ct
    )
    {
        var linked = await http.Send(
            new(HttpMethod.Post, paths.LinksBatch(of, kind, "read"), CrmLane.Interactive, new { inputs = new[] { new { id } } }),
            ct
        );
        if (!linked.Ok)
            return linked.Error;
        // Ids rise with time: the highest are the newest.
        var ids = linked
            .Value.Body.Items("results")
            .SelectMany(r => r.Items("to"))
            .Select(t => t.Text("toObjectId") ?? "")
            .Where(i => i.Length > 0)
            .Distinct()
            .OrderByDescending(i => i.Length)
            .ThenByDescending(i => i, StringComparer.Ordinal)
            .Take(CrmLimits.Ids)
            .ToList();
        if (ids.Count == 0)
            return new List<CrmActivity>();
        string[] properties =
        [
            "hs_timestamp",
            "hubspot_owner_id",
            body,
            EntenteFields.Id,
            .. subject.Length > 0 ? [subject] : Array.Empty<string>(),
            .. kind == CrmObject.Task ? ["hs_task_status"] : Array.Empty<string>(),
            .. kind == CrmObject.Email ? ["hs_email_direction"] : Array.Empty<string>(),
        ];
        var inputs = ids.Select(i => new { id = i });
        var read = await http.Send(new(HttpMethod.Post, paths.Batch(kind, "read"), CrmLane.Interactive, new { properties, inputs }), ct);
        return read.Ok ? read.Value.Body.Items("results").Select(r => Activity(kind, r, subject, body)).ToList() : read.Error;
    }

    private CrmActivity Activity(CrmObject kind, JsonElement json, string subject, string body)
    {
        var properties = json.At("properties");
        var id = json.Text("id") ?? "";
        return new CrmActivity(
            kind,
            id,
            Canonical.ReadInstant(properties.Text("hs_timestamp") ?? json.Text("createdAt")) ?? DateTimeOffset.UnixEpoch,
            Canonical.Text(properties.Text(subject)),
            PlainText.Of(properties.Text(body)),
            Canonical.Text(properties.Text("hubspot_owner_id")),
            properties.Text("hs_email_direction") == "INCOMING_EMAIL",
            kind == CrmObject.Task && properties.Text("hs_task_status") != "COMPLETED",
            Canonical.Text(properties.Text(EntenteFields.Id)) is not null,
            urlOf(kind, id)
        );
    }
}
