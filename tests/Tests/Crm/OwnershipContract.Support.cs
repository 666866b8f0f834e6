using Entente.Crm;
using Entente.Crm.Inspect;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>How the tests of ownership write, change as a rep does, and look.</summary>
public abstract partial class OwnershipContract
{
    private const string Tagged = "";

    private static IEnumerable<(string, string?)> Fields() => [(EntenteFields.RegistrationStatus, "Approved")];

    /// <summary>A deal that Entente has written and read back.</summary>
    private async Task<(CrmConnectionId Connection, string Deal, string Tag)> Written()
    {
        var connection = await house.Connect(Kind);
        var tag = house.Tag();
        var write = await Stage(connection, null, tag, [.. Fields()]);
        await house.House.Work();
        return (connection, (await Entry(write)).ReadResults()["deal-" + tag], tag);
    }

    private Task<CrmWriteId> Stage(CrmConnectionId connection, string? deal, string tag, params (string Key, string? Value)[] fields) =>
        Stage(connection, deal, tag, CrmObject.Deal, fields);

    private Task<CrmWriteId> Stage(
        CrmConnectionId connection,
        string? deal,
        string tag,
        CrmObject kind,
        params (string Key, string? Value)[] fields
    ) => Stage(connection, deal, tag, kind, [], fields);

    private Task<CrmWriteId> Stage(
        CrmConnectionId connection,
        string? deal,
        string tag,
        IReadOnlyList<CrmStepLink> links,
        params (string Key, string? Value)[] fields
    ) => Stage(connection, deal, tag, CrmObject.Deal, links, fields);

    private async Task<CrmWriteId> Stage(
        CrmConnectionId connection,
        string? id,
        string tag,
        CrmObject kind,
        IReadOnlyList<CrmStepLink> links,
        (string Key, string? Value)[] fields
    )
    {
        var all = kind == CrmObject.Deal && id is null ? SyncHouse.DealFields(Kind, "Deal " + tag) : [];
        foreach (var (key, value) in fields)
            all[key] = value;
        var ours =
            kind == CrmObject.Account ? tag
            : tag.Length == 0 ? "late-" + id
            : "deal-" + tag;
        await using var scope = house.House.As(house.House.Corvane);
        var write = scope
            .ServiceProvider.GetRequiredService<CrmApi>()
            .Stage(connection, new CrmWriteBack(new SubjectRef("registration", Guid.Empty), [new(kind, ours, id, all, links)]));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return write;
    }

    private Task<WriteEntry> Entry(CrmWriteId id) => house.Ask(db => db.Set<WriteEntry>().AsNoTracking().SingleAsync(w => w.Id == id));

    private async Task Rep(string deal, string field, string? value) =>
        (await house.RepChanges(Kind, CrmObject.Deal, deal, field, value)).Error.ShouldBeNull();

    private async Task<CrmRecord> InCrm(string deal) =>
        (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], global::Entente.Crm.Lanes.CrmLane.Push, Ct)).Value.Records.Single();

    private async Task<RecordInspection> Inspect(CrmConnectionId connection, string deal) =>
        (
            await house.House.Act<InspectRecord, Result<RecordInspection>>(
                house.Entente,
                i => i.Run(connection, CrmObject.Deal, deal, askCrm: true, Ct)
            )
        ).Value;

    // As the mapping page does it: the field as it stands, with another owner.
    private async Task Own(CrmConnectionId connection, string field, FieldOwner? owner)
    {
        var view = (
            await house.House.Act<ShowMapping, Result<MappingView>>(house.Entente, s => s.Run(connection, new HashSet<string>(), Ct))
        ).Value;
        var now = view.Fields[CrmObject.Deal].Single(f => f.Side.Key == field).Now!;
        var others = view.Mapping.Fields.Where(f => f.On != CrmObject.Deal || f.Key != field);
        var mapping = view.Mapping with { Fields = owner is { } chosen ? [.. others, now with { Owner = chosen }] : [.. others] };
        var saved = await house.House.Act<SaveMapping, Result<SaveMapping.Saved>>(
            house.Entente,
            s => s.Run(connection, mapping, view.Number, Ct)
        );
        saved.Problem.ShouldBeNull();
        saved.Value.ReadsAgain.ShouldBeFalse("another owner changes nothing in the mirror");
    }
}
