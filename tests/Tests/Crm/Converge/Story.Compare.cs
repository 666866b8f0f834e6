using System.Globalization;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Sync;
using Entente.Platform.Jobs;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm.Converge;

// What is not as the model says: of the CRM against the model, of the mirror against the CRM.
internal sealed partial class Story
{
    // Our ids of what the writes that wait for a person have not done.
    private HashSet<string> forAPerson = [];

    private static readonly CrmObject[] Mirrored = [CrmObject.Account, CrmObject.Contact, CrmObject.Deal];

    /// <summary>A line for whatever is not as the model says.</summary>
    private async Task<IReadOnlyList<string>> Differences(bool everything)
    {
        var wrong = new List<string>(model.Wrongs);
        var writes = await house.Ask(db =>
            db.Set<WriteEntry>().AsNoTracking().Where(w => w.State == WriteState.Waiting || w.State == WriteState.Failed).ToListAsync()
        );
        wrong.AddRange(
            writes.Where(w => w.State == WriteState.Waiting).Select(w => $"a write still waits: {w.Steps} {w.ErrorCode} {w.ErrorMessage}")
        );
        wrong.AddRange(NotMade(writes));
        var store = house.Sandbox.Part<CrmStore>();
        foreach (var what in Mirrored)
        {
            var ids = everything
                ? store.All(Reps.Kind(what)).Select(r => r.Id).ToList()
                : [.. model.Touched.Where(id => RecordIds.KindOf(id) == Reps.Kind(what))];
            foreach (var chunk in ids.Chunk(CrmLimits.Ids))
                await Compare(what, chunk, wrong);
        }
        if (everything)
            wrong.AddRange(Counts());
        return wrong;
    }

    private void CameToRest()
    {
        model.Touched.Clear();
        foreach (var record in model.Records)
            record.Settled = record.StoreId is not null && !forAPerson.Overlaps(record.OurKeys);
    }

    /// <summary>Both sides hold as many as the model has, and no others.</summary>
    private IEnumerable<string> Counts()
    {
        var store = house.Sandbox.Part<CrmStore>();
        foreach (var what in Mirrored)
        {
            var living = store.All(Reps.Kind(what)).Where(r => !r.Archived).Select(r => r.Id).ToList();
            foreach (var id in living.Where(id => model.Find(id) is not { Lives: true }))
                yield return $"the CRM holds {what} {id} that nobody made";
            var expected = model.Records.Count(r => r.Kind == what && r.Lives);
            if (living.Count != expected)
                yield return $"{living.Count} {what} live in the CRM, {expected} in the model";
        }
    }

    /// <summary>What Entente decided to make and the CRM does not hold: only where a person must look, because what it belongs to is gone.</summary>
    private IEnumerable<string> NotMade(List<WriteEntry> writes)
    {
        forAPerson =
        [
            .. writes
                .Where(w => w.State == WriteState.Failed)
                .SelectMany(w => w.ReadSteps().Select(s => s.EntenteId).Except(w.ReadResults().Keys)),
        ];
        return model
            .Records.Where(r => r is { IsOurs: true, StoreId: null, MergedInto: null })
            .Where(r => !forAPerson.Contains(r.Key))
            .Select(r => $"{r.Kind} {r.Key} was never made");
    }

    private async Task Compare(CrmObject what, long[] ids, List<string> wrong)
    {
        var crmIds = ids.ToDictionary(CrmIdOf);
        var read = await (await Fresh()).ReadByIds(what, [.. crmIds.Keys], CrmLane.Interactive, default);
        var crm = read.Value.Records.Where(r => !r.Deleted).ToDictionary(r => r.Id);
        var mirror = (
            await house.Ask(db =>
                db.Set<MirroredRecord>()
                    .AsNoTracking()
                    .Where(r => r.ConnectionId == connection && r.Kind == what && crmIds.Keys.Contains(r.CrmId))
                    .ToListAsync()
            )
        ).ToDictionary(r => r.CrmId);
        foreach (var (crmId, id) in crmIds)
        {
            var (there, held) = (crm.GetValueOrDefault(crmId), mirror.GetValueOrDefault(crmId));
            Mirror(what, crmId, there, held, wrong);
            if (model.Find(id) is not { } record)
                continue;
            var before = wrong.Count;
            Crm(record, there, wrong);
            if (wrong.Count > before && there is not null)
                wrong.Add(await Books(record));
        }
    }

    /// <summary>A connector of its own, which remembers nothing of the faults, with the connection's facts.</summary>
    private async Task<ICrmConnector> Fresh()
    {
        await using var scope = house.House.As(house.House.Corvane);
        var connectors = scope.ServiceProvider.GetRequiredService<CrmConnectors>();
        return await connectors.Trial(connection, CrmMapping.None, ConnectorFacts.Unknown.ExtraFields, default);
    }

    /// <summary>The mirror is the CRM, field by field and link by link.</summary>
    private static void Mirror(CrmObject what, string id, CrmRecord? crm, MirroredRecord? held, List<string> wrong)
    {
        if (crm is null)
        {
            // What was gone before anybody saw it was never here.
            if (held is { Deleted: false })
                wrong.Add($"{what} {id} lives in the mirror and not in the CRM");
        }
        else if (held is null)
            wrong.Add($"{what} {id} is not in the mirror");
        else if (held.Deleted)
            wrong.Add($"{what} {id} is deleted in the mirror and lives in the CRM");
        else if (!held.Hash.AsSpan().SequenceEqual(RecordHash.Of(crm.Fields, crm.Links)))
        {
            var fields = MirrorDiff
                .ChangedFields(Json.Read<Dictionary<string, string?>>(held.Fields), crm.Fields)
                .Select(f => $"{f} is “{Json.Read<Dictionary<string, string?>>(held.Fields).GetValueOrDefault(f)}”, not “{crm[f]}”");
            var links = $"links {held.Links}, not {Json.Write(crm.Links)}";
            wrong.Add($"{what} {id} in the mirror: {string.Join(", ", fields.DefaultIfEmpty(links))}");
        }
    }

    /// <summary>The CRM is what the model says.</summary>
    private void Crm(ModelRecord record, CrmRecord? crm, List<string> wrong)
    {
        var name = $"{record.Kind} {record.Key} ({record.StoreId})";
        if (record.Lives != crm is not null)
        {
            wrong.Add($"{name} {(record.Lives ? "is gone from" : "lives in")} the CRM");
            return;
        }
        if (crm is null)
            return;
        foreach (var (field, value) in record.Fields.Where(f => crm[f.Key] != f.Value))
            wrong.Add($"{name}.{field} is “{crm[field]}” in the CRM and must be “{value}”");
        var linked = house
            .Sandbox.Part<CrmStore>()
            .LinksOf(record.StoreId!.Value)
            .Select(l => l.OtherEnd(record.StoreId.Value))
            .Where(id => model.Find(id) is { Lives: true })
            .ToHashSet();
        var expected = record.Links.Where(l => l.Lives).Select(l => l.StoreId!.Value).ToHashSet();
        if (!linked.SetEquals(expected))
            wrong.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} is linked with {string.Join(' ', linked.Except(expected))} too many, {string.Join(' ', expected.Except(linked))} too few"
                )
            );
    }

    private string CrmIdOf(long id) => kind == CrmKind.HubSpot ? id.ToString(CultureInfo.InvariantCulture) : Prefixes.IdOf(id);
}
