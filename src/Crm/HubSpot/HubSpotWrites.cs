using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>
/// Upserts on the unique <c>entente_id</c>. HubSpot has no idempotency key for creates; this property is it. A batch that is refused
/// as a whole is halved until the culprit stands alone.
/// </summary>
internal sealed class HubSpotWrites(CrmHttp http, HubSpotPaths paths, HubSpotLinks links, ConnectorFacts facts)
{
    // The primary contact and company of a lead: HubSpot's own type ids.
    private const int LeadToContact = 578;
    private const int LeadToCompany = 580;

    public async Task<IReadOnlyList<CrmResult<CrmOutcome>>> Upsert(IReadOnlyList<CrmUpsert> records, CancellationToken ct)
    {
        var results = new CrmResult<CrmOutcome>[records.Count];
        foreach (
            var group in records.Select((record, at) => (record, at)).GroupBy(r => (r.record.Kind, Known: r.record.ExistingId is not null))
        )
        {
            if (group.Key is { Kind: CrmObject.Lead, Known: false })
            {
                foreach (var (record, at) in group)
                    results[at] = await CreateLead(record, ct);
                continue;
            }
            await Write(group.Key.Kind, group.Key.Known ? "update" : "upsert", [.. group], results, ct);
        }

        for (var i = 0; i < records.Count; i++)
        {
            var wanted = records[i].Links;
            if (results[i] is { Ok: false, Error: { Class: CrmErrorClass.Conflict, ExistingId: { } existing } })
            {
                var left = await LinksLeft(records[i], existing, ct);
                results[i] = left.Ok ? await Adopt(records[i], existing, ct) : left.Error;
                wanted = left.Ok ? left.Value : [];
            }
            if (results[i].Ok && wanted.Count > 0)
            {
                var made = await links.Make(records[i].Kind, [.. wanted.Select(l => (results[i].Value.Id, l))], ct);
                if (made is not null)
                    results[i] = made with { WrittenId = results[i].Value.Id };
            }
        }
        return results;
    }

    public string UrlOf(CrmObject kind, string id) => $"{facts.Url}/record/{HubSpotPaths.TypeId(kind)}/{id}";

    private async Task Write(
        CrmObject kind,
        string verb,
        IReadOnlyList<(CrmUpsert Record, int At)> items,
        CrmResult<CrmOutcome>[] results,
        CancellationToken ct
    )
    {
        var inputs = items.Select(i => Input(i.Record, verb));
        var about = items.SelectMany(i => new[] { i.Record.EntenteId, i.Record.ExistingId }).OfType<string>().Distinct();
        var request = new CrmRequest(HttpMethod.Post, paths.Batch(kind, verb), CrmLane.Write, new { inputs }) { About = [.. about] };
        var reply = await http.Send(request, ct);
        if (!reply.Ok && (reply.Error.MayPass || reply.Error.Class == CrmErrorClass.Auth || items.Count == 1))
        {
            foreach (var (_, at) in items)
                results[at] = reply.Error;
            return;
        }
        if (!reply.Ok)
        {
            var half = items.Count / 2;
            await Write(kind, verb, [.. items.Take(half)], results, ct);
            await Write(kind, verb, [.. items.Skip(half)], results, ct);
            return;
        }
        foreach (var (record, at) in items)
            results[at] = OutcomeOf(record, reply.Value.Body);
    }

    // The trace id makes a 207 possible, and names the input it speaks of.
    private Dictionary<string, object> Input(CrmUpsert record, string verb)
    {
        var input = new Dictionary<string, object>
        {
            ["id"] = record.ExistingId ?? record.EntenteId,
            ["properties"] = HubSpotFields.Write(record, facts),
            ["objectWriteTraceId"] = record.EntenteId,
        };
        if (verb == "upsert")
            input["idProperty"] = EntenteFields.Id;
        return input;
    }

    private CrmResult<CrmOutcome> OutcomeOf(CrmUpsert record, JsonElement body)
    {
        foreach (var result in body.Items("results"))
        {
            var ours = record.ExistingId is { } existing
                ? result.Text("id") == existing
                : result.At("properties").Text(EntenteFields.Id) == record.EntenteId
                    || result.Text("objectWriteTraceId") == record.EntenteId;
            if (ours && result.Text("id") is { } id)
                return new CrmOutcome(id, result.True("new"), UrlOf(record.Kind, id));
        }
        foreach (var error in body.Items("errors"))
        {
            var context = error.At("context");
            var named = context.Items("objectWriteTraceId").Concat(context.Items("ids")).Select(t => t.Text());
            if (named.Any(t => t == record.EntenteId || t == record.ExistingId))
                return HubSpotDialect.ExplainPart(error);
        }
        return new CrmError(CrmErrorClass.Transient, "no_outcome", "HubSpot's answer does not say what became of this record.");
    }

    /// <summary>
    /// HubSpot makes a lead only together with its contact or company, which a batch upsert cannot carry: it is created by itself, and
    /// the unique id turns a second create into a conflict that names the first.
    /// </summary>
    private async Task<CrmResult<CrmOutcome>> CreateLead(CrmUpsert record, CancellationToken ct)
    {
        var associations = record.Links.Select(l => new
        {
            to = new { id = l.Id },
            types = new[]
            {
                new
                {
                    associationCategory = "HUBSPOT_DEFINED",
                    associationTypeId = l.To == CrmObject.Contact ? LeadToContact : LeadToCompany,
                },
            },
        });
        var body = new { properties = HubSpotFields.Write(record, facts), associations };
        var request = new CrmRequest(HttpMethod.Post, paths.Objects(CrmObject.Lead), CrmLane.Write, body) { About = [record.EntenteId] };
        var made = await http.Send(request, ct);
        if (!made.Ok)
            return made.Error;
        var id = made.Value.Body.Text("id") ?? "";
        return new CrmOutcome(id, true, UrlOf(CrmObject.Lead, id));
    }

    /// <summary>
    /// The record exists under another unique key (a contact's e-mail address): somebody else's, so only what is empty there is filled.
    /// It takes our id if it has none, so that the next try finds it at once.
    /// </summary>
    private async Task<CrmResult<CrmOutcome>> Adopt(CrmUpsert record, string existing, CancellationToken ct)
    {
        var address = paths.One(record.Kind, existing);
        var wanted = HubSpotFields.Write(record, facts);
        var names = string.Join(',', wanted.Keys.Append(EntenteFields.Id).Distinct());
        var there = await http.Send(new(HttpMethod.Get, $"{address}?properties={names}", CrmLane.Write), ct);
        if (!there.Ok)
            return there.Error;
        var properties = wanted
            .Where(w => Canonical.Text(there.Value.Body.At("properties").Text(w.Key)) is null || IsOurs(record.Kind, w.Key))
            .ToDictionary();
        if (properties.Count == 0)
            return new CrmOutcome(existing, false, UrlOf(record.Kind, existing));
        var request = new CrmRequest(HttpMethod.Patch, address, CrmLane.Write, new { properties }) { About = [record.EntenteId, existing] };
        var patched = await http.Send(request, ct);
        if (!patched.Ok)
            return patched.Error;
        var id = patched.Value.Body.Text("id") ?? existing;
        return new CrmOutcome(id, false, UrlOf(record.Kind, id));
    }

    // Whom a record of somebody else's is with stays as it is, where it is with anybody.
    private async Task<CrmResult<IReadOnlyList<CrmLink>>> LinksLeft(CrmUpsert record, string existing, CancellationToken ct)
    {
        if (record.Links.All(l => l.To != CrmObject.Account))
            return CrmResult<IReadOnlyList<CrmLink>>.Of(record.Links);
        var there = await links.Of(record.Kind, [existing], CrmLane.Write, ct);
        if (!there.Ok)
            return there.Error;
        var placed = there.Value[existing].Any(l => l.To == CrmObject.Account);
        return CrmResult<IReadOnlyList<CrmLink>>.Of(placed ? [.. record.Links.Where(l => l.To != CrmObject.Account)] : record.Links);
    }

    private static bool IsOurs(CrmObject kind, string name) => name != EntenteFields.Id && EntenteFields.Of(kind).Any(f => f.Name == name);
}
