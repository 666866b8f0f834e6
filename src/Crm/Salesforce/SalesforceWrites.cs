using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>
/// Upserts on the external id <c>Entente_Id__c</c>, one call for many records, each with an outcome of its own. Contact roles have
/// no external id: they are looked up before they are made.
/// </summary>
internal sealed class SalesforceWrites(CrmHttp http, SalesforcePaths paths, SalesforceReads reads, ConnectorFacts facts)
{
    private volatile bool withSubtype = true;

    public async Task<IReadOnlyList<CrmResult<CrmOutcome>>> Upsert(IReadOnlyList<CrmUpsert> records, CancellationToken ct)
    {
        var results = new CrmResult<CrmOutcome>[records.Count];
        foreach (
            var group in records.Select((record, at) => (record, at)).GroupBy(r => (r.record.Kind, Known: r.record.ExistingId is not null))
        )
            await Write(group.Key.Kind, group.Key.Known, [.. group], withSubtype, results, ct);

        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Kind != CrmObject.Deal || !results[i].Ok)
                continue;
            // One person who cannot be named keeps no other from being named.
            var deal = results[i].Value.Id;
            foreach (var contact in records[i].Links.Where(l => l.To == CrmObject.Contact))
            {
                if (await Role(deal, contact, ct) is { } failed && results[i].Ok)
                    results[i] = failed with { WrittenId = deal };
            }
        }
        return results;
    }

    public string UrlOf(CrmObject kind, string id) => $"{facts.Url}/lightning/r/{SalesforceFields.Object(kind)}/{id}/view";

    private async Task Write(
        CrmObject kind,
        bool known,
        IReadOnlyList<(CrmUpsert Record, int At)> items,
        bool subtype,
        CrmResult<CrmOutcome>[] results,
        CancellationToken ct
    )
    {
        var body = new { allOrNone = false, records = items.Select(i => Row(i.Record, subtype)) };
        var address = known ? paths.Collections : paths.UpsertMany(kind);
        var about = items.SelectMany(i => new[] { i.Record.EntenteId, i.Record.ExistingId }).OfType<string>().Distinct();
        var reply = await http.Send(new(HttpMethod.Patch, address, CrmLane.Write, body) { About = [.. about] }, ct);
        if (!reply.Ok)
        {
            foreach (var (_, at) in items)
                results[at] = reply.Error;
            return;
        }
        // Answers stand in the order of the records, and come with 200 even when all of them failed.
        var answers = reply.Value.Body.Items().ToList();
        for (var i = 0; i < items.Count; i++)
            results[items[i].At] = i < answers.Count ? Outcome(items[i].Record, answers[i]) : NoOutcome;

        // The subtype of a task is told once, as it is made: a mail that is there already, because we died before we knew, goes without it. So does every
        // mail where our user may not see the field. What this call sent decides, whatever others do with the same connection meanwhile.
        var plain = items
            .Where(i => subtype && results[i.At].Error is { Class: CrmErrorClass.Schema, Field: SalesforceFields.Subtype })
            .ToList();
        if (plain.Count == 0)
            return;
        await Write(kind, known, plain, subtype: false, results, ct);
        // It could be made without: the field is hidden, and others need not ask again.
        if (plain.Any(i => results[i.At].Ok && results[i.At].Value.Created))
            withSubtype = false;
    }

    private Dictionary<string, object?> Row(CrmUpsert record, bool subtype)
    {
        var row = SalesforceFields.Write(record, facts);
        if (!subtype)
            row.Remove(SalesforceFields.Subtype);
        row["attributes"] = new { type = SalesforceFields.Object(record.Kind) };
        if (record.ExistingId is { } id)
            row["id"] = id;
        else
            row[SalesforceFields.Key] = record.EntenteId;
        return row;
    }

    private CrmResult<CrmOutcome> Outcome(CrmUpsert record, JsonElement answer)
    {
        if (answer.True("success") && (SalesforceId.Normalise(answer.Text("id")) ?? record.ExistingId) is { } id)
            return new CrmOutcome(id, answer.True("created"), UrlOf(record.Kind, id));
        var error = answer.Items("errors").FirstOrDefault();
        return error.ValueKind == JsonValueKind.Object ? SalesforceErrors.OfSave(error) : NoOutcome;
    }

    private async Task<CrmError?> Role(string deal, CrmLink contact, CancellationToken ct)
    {
        var soql = $"SELECT Id, ContactId, Role FROM OpportunityContactRole WHERE OpportunityId = '{SalesforceReads.Quote(deal)}'";
        var there = await reads.Rows(paths.Query(soql), CrmLane.Write, ct);
        if (!there.Ok)
            return there.Error;
        var id = SalesforceId.Normalise(contact.Id) ?? contact.Id;
        if (there.Value.All.Any(r => SalesforceId.Normalise(r.Text("ContactId")) == id))
            return null;

        var role = new Dictionary<string, object?>
        {
            ["OpportunityId"] = deal,
            ["ContactId"] = id,
            ["IsPrimary"] = contact.Primary,
        };
        if (contact.Role is { } name)
            role["Role"] = name;
        var made = await http.Send(new(HttpMethod.Post, paths.Rows("OpportunityContactRole"), CrmLane.Write, role), ct);
        return made.Error;
    }

    private static CrmError NoOutcome =>
        new(CrmErrorClass.Transient, "no_outcome", "Salesforce's answer does not say what became of this record.");
}
