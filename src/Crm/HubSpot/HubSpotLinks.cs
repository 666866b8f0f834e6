using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>Associations, v4: read in batches, made by default type, and by label where a role has one.</summary>
internal sealed class HubSpotLinks(CrmHttp http, HubSpotPaths paths)
{
    // The primary company of a deal and of a contact: HubSpot's own type ids.
    private const long PrimaryOfDeal = 5;
    private const long PrimaryOfContact = 1;
    private const long PrimaryOfLead = 580;
    private readonly Dictionary<(CrmObject, CrmObject), Dictionary<string, long>> labels = [];

    /// <summary>The same records with what they are associated with.</summary>
    public async Task<CrmResult<IReadOnlyList<CrmRecord>>> Attach(
        CrmObject kind,
        IReadOnlyList<CrmRecord> records,
        CrmLane lane,
        CancellationToken ct
    )
    {
        var found = await Of(kind, [.. records.Where(r => !r.Deleted).Select(r => r.Id)], lane, ct);
        return found.Ok
            ? CrmResult<IReadOnlyList<CrmRecord>>.Of([.. records.Select(r => r with { Links = found.Value.GetValueOrDefault(r.Id, []) })])
            : found.Error;
    }

    /// <summary>What these records are associated with, by id: at most a thousand.</summary>
    public async Task<CrmResult<IReadOnlyDictionary<string, List<CrmLink>>>> Of(
        CrmObject kind,
        IReadOnlyList<string> ids,
        CrmLane lane,
        CancellationToken ct
    )
    {
        var found = ids.Distinct().ToDictionary(id => id, _ => new List<CrmLink>());
        foreach (var to in Partners(kind))
        {
            var more = found.Keys.Select(id => (Id: id, After: (string?)null)).ToList();
            while (more.Count > 0)
            {
                var inputs = more.Select(m => m.After is null ? (object)new { id = m.Id } : new { id = m.Id, after = m.After });
                var reply = await http.Send(new(HttpMethod.Post, paths.LinksBatch(kind, to, "read"), lane, new { inputs }), ct);
                if (!reply.Ok)
                    return reply.Error;
                more = [];
                foreach (var result in reply.Value.Body.Items("results"))
                {
                    var from = result.At("from").Text("id") ?? "";
                    if (found.TryGetValue(from, out var links))
                        links.AddRange(result.Items("to").SelectMany(t => Read(kind, to, t)));
                    if (result.At("paging").At("next").Text("after") is { } after)
                        more.Add((from, after));
                }
            }
        }
        return CrmResult<IReadOnlyDictionary<string, List<CrmLink>>>.Of(found);
    }

    /// <summary>Makes the associations; making one that exists changes nothing. One that cannot be made keeps no other from being made.</summary>
    public async Task<CrmError?> Make(CrmObject from, IReadOnlyList<(string Id, CrmLink Link)> links, CancellationToken ct)
    {
        CrmError? first = null;
        foreach (var group in links.GroupBy(l => l.Link.To))
            first = await Make(from, group, ct) is { } error && first is null ? error : first;
        return first;
    }

    private async Task<CrmError?> Make(CrmObject from, IGrouping<CrmObject, (string Id, CrmLink Link)> group, CancellationToken ct)
    {
        var inputs = group.Select(l => new { from = new { id = l.Id }, to = new { id = l.Link.Id } });
        var made = await http.Send(
            new(HttpMethod.Post, paths.LinksBatch(from, group.Key, "associate/default"), CrmLane.Write, new { inputs }),
            ct
        );
        if (!made.Ok)
            return made.Error;
        if (made.Value.Body.Items("errors").FirstOrDefault() is { ValueKind: JsonValueKind.Object } error)
            return HubSpotDialect.ExplainPart(error);

        foreach (var (id, link) in group.Where(l => l.Link.Role is not null))
        {
            if (await Label(from, id, link, ct) is { } failed)
                return failed;
        }
        return null;
    }

    /// <summary>Which objects a record of this kind is read with.</summary>
    public static CrmObject[] Partners(CrmObject kind) =>
        kind switch
        {
            CrmObject.Deal or CrmObject.Lead => [CrmObject.Account, CrmObject.Contact],
            CrmObject.Contact => [CrmObject.Account],
            _ => [],
        };

    private static IEnumerable<CrmLink> Read(CrmObject from, CrmObject to, JsonElement json)
    {
        var types = json.Items("associationTypes").ToList();
        var role = types.Where(t => t.Text("category") == "USER_DEFINED").Select(t => t.Text("label")).FirstOrDefault(l => l is not null);
        var primary = types.Any(t =>
            t.Text("category") == "HUBSPOT_DEFINED" && t.Long("typeId") is PrimaryOfDeal or PrimaryOfContact or PrimaryOfLead
        );
        var id = json.Text("toObjectId") ?? "";
        yield return new CrmLink(to, id, role, primary);
        if (from == CrmObject.Deal && to == CrmObject.Account)
        {
            // A label between a deal and a company says what part that company has in it.
            foreach (var label in types.Where(t => t.Text("category") == "USER_DEFINED").Select(t => t.Text("label")).OfType<string>())
                yield return new CrmLink(CrmObject.Partner, id, label);
        }
    }

    // A PUT with labels replaces the set: the labels that are there are sent again.
    private async Task<CrmError?> Label(CrmObject from, string id, CrmLink link, CancellationToken ct)
    {
        var known = await Labels(from, link.To, ct);
        if (!known.Ok)
            return known.Error;
        // The vendor has made no such label: the plain association says enough.
        if (!known.Value.TryGetValue(link.Role!, out var typeId))
            return null;

        var there = await http.Send(
            new(HttpMethod.Post, paths.LinksBatch(from, link.To, "read"), CrmLane.Write, new { inputs = new[] { new { id } } }),
            ct
        );
        if (!there.Ok)
            return there.Error;
        var types = there
            .Value.Body.Items("results")
            .SelectMany(r => r.Items("to"))
            .Where(t => t.Text("toObjectId") == link.Id)
            .SelectMany(t => t.Items("associationTypes"))
            .Where(t => t.Text("category") == "USER_DEFINED")
            .Select(t => t.Long("typeId") ?? 0)
            .Append(typeId)
            .Distinct()
            .Select(t => new { associationCategory = "USER_DEFINED", associationTypeId = t });
        var put = await http.Send(new(HttpMethod.Put, paths.Link(from, id, link.To, link.Id), CrmLane.Write, types), ct);
        return put.Error;
    }

    private async Task<CrmResult<Dictionary<string, long>>> Labels(CrmObject from, CrmObject to, CancellationToken ct)
    {
        if (labels.TryGetValue((from, to), out var known))
            return known;
        var reply = await http.Send(new(HttpMethod.Get, paths.LinkLabels(from, to), CrmLane.Write), ct);
        if (!reply.Ok)
            return reply.Error;
        var read = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var label in reply.Value.Body.Items("results").Where(l => l.Text("category") == "USER_DEFINED"))
        {
            if (label.Text("label") is { } text && label.Long("typeId") is { } typeId)
                read[text] = typeId;
        }
        lock (labels)
            labels[(from, to)] = read;
        return read;
    }
}
