using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Listed;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Status;
using Entente.Tests.Crm;
using Entente.Tests.Registrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

public sealed class HubSpotListed(SyncHouse house) : ListedFieldsContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override (string Name, string Wire, string Label, string Text) Shared =>
        ("dealtype", "newbusiness", "Deal type", "New Business");

    private protected override string Locked => "hs_deal_stage_probability";
}

public sealed class SalesforceListed(SyncHouse house) : ListedFieldsContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override (string Name, string Wire, string Label, string Text) Shared =>
        ("LeadSource", "Partner", "Lead source", "Partner");

    private protected override string Locked => "Probability";
}

/// <summary>The CRM's own fields: hidden until listed, read only when listed, shown to the partner as the CRM calls them; on both protocols.</summary>
public abstract class ListedFieldsContract(SyncHouse house)
{
    private protected abstract CrmKind Kind { get; }

    /// <summary>A field of deals: the CRM's name, a value as it travels, what people read.</summary>
    private protected abstract (string Name, string Wire, string Label, string Text) Shared { get; }

    private protected abstract string Locked { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_field_of_the_CRM_reaches_a_partner_once_it_is_listed_and_not_before()
    {
        var connection = await house.Connect(Kind);
        await Look(connection);
        var story = await RegistrationStory.In(house.House);
        var number = await story.Approved(story.Ines, "Listed " + house.Tag());
        await house.House.Work();
        var deal = (await story.Load(number)).CrmDealId!;
        (await house.RepChanges(Kind, CrmObject.Deal, deal, CrmFields.Raw(Shared.Name), Shared.Wire)).Error.ShouldBeNull();
        await house.Pass(TimeSpan.FromSeconds(75));
        await house.Pass(TimeSpan.FromSeconds(75));

        (await Fields()).ShouldContain(f => f.Name == CrmFields.Raw(Shared.Name) && f.Label == Shared.Label && !f.Locked);
        (await Sees(story.Ines, number)).ShouldBeEmpty("nobody has listed it");
        (await Held(connection, deal))
            .Contains(CrmFields.Raw(Shared.Name), StringComparison.Ordinal)
            .ShouldBeFalse("what nobody may see is not fetched");

        await List(Shared.Name, Visibility.Visible);
        await house.House.Work();
        // The deal has not moved since: it is read again for the field's sake.
        (await Sees(story.Ines, number)).ShouldBe([(Shared.Label, Shared.Text)]);

        await List(Shared.Name, null);
        await house.House.Work();
        (await Sees(story.Ines, number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_tells_of_the_vendors_counting_cannot_be_listed()
    {
        await Look(await house.Connect(Kind));

        (await Fields()).ShouldContain(f => f.Name == CrmFields.Raw(Locked) && f.Locked);
        await house.House.Act<ChangeSafelist, Result<int>>(
            Owner(),
            async c => await c.Say([Word(Locked, Visibility.Visible)], await Draft(), Ct)
        );
        var published = await house.House.Act<PublishSafelist, Result<int>>(Owner(), async p => await p.Run(await Draft() ?? 0, null, Ct));
        published.Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_listed_field_that_the_CRM_has_lost_holds_up_no_other_change()
    {
        var connection = await house.Connect(Kind);
        await Look(connection);
        await List(Shared.Name, Visibility.Visible);
        var kept = await Without(connection, Shared.Name);
        (await Fields()).ShouldNotContain(f => f.Name == CrmFields.Raw(Shared.Name));

        (
            await house.House.Act<ChangeSafelist, Result<int>>(
                Owner(),
                async c => await c.Say([new(SafeObjects.Opportunity, "probability", new(), Visibility.Visible)], await Draft(), Ct)
            )
        ).Problem.ShouldBeNull();
        (
            await house.House.Act<PublishSafelist, Result<int>>(Owner(), async p => await p.Run((await Draft())!.Value, null, Ct))
        ).Problem.ShouldBeNull();

        await Schema(connection, _ => kept);
        await List(Shared.Name, null);
    }

    /// <summary>As after a look at a schema that has the field no more.</summary>
    private async Task<string> Without(CrmConnectionId connection, string field)
    {
        var before = "";
        await Schema(
            connection,
            row =>
            {
                before = row;
                var schema = Json.Read<CrmSchema>(row);
                return Json.Write(schema with { Fields = [.. schema.Fields.Where(f => f.Name != field)] });
            }
        );
        return before;
    }

    private async Task Schema(CrmConnectionId connection, Func<string, string> change)
    {
        await house.Ask(async db =>
        {
            var row = await db.Set<SchemaRow>().SingleAsync(s => s.ConnectionId == connection && s.Kind == CrmObject.Deal, Ct);
            (row.Live, row.LookedAt) = (change(row.Live ?? row.Schema), row.LookedAt.AddSeconds(1));
            return await db.SaveChangesAsync(Ct);
        });
        await using var scope = house.House.As(house.House.Corvane);
        scope.ServiceProvider.GetRequiredService<NativeFields>().Forget(house.House.Corvane.Id);
    }

    [Fact]
    public async Task A_CRM_that_is_disconnected_takes_its_fields_out_of_the_list()
    {
        var connection = await house.Connect(Kind);
        await Look(connection);
        (await Fields()).ShouldContain(f => f.Name.StartsWith(CrmFields.RawPrefix, StringComparison.Ordinal));

        (
            await house.House.Act<DisconnectCrm, Result<DisconnectCrm.Disconnected>>(house.Entente, d => d.Run(connection, Ct))
        ).Problem.ShouldBeNull();
        (await Fields()).ShouldNotContain(f => f.Name.StartsWith(CrmFields.RawPrefix, StringComparison.Ordinal));
        await Look(await house.Connect(Kind));
    }

    private Task<IReadOnlyList<CatalogField>> Fields() =>
        house.House.Act<Fields, IReadOnlyList<CatalogField>>(Owner(), f => f.Catalogue(Ct));

    private async Task<IReadOnlyList<(string, string)>> Sees(Actor who, string number) =>
        (await house.House.Act<StatusQuery, StatusView?>(who, q => q.Load(number, Ct)))!
            .Deal!.More.Where(m => m.Label == Shared.Label)
            .ToList();

    private async Task<string> Held(CrmConnectionId connection, string deal) =>
        (await house.Held(connection, CrmObject.Deal, deal))!.Fields;

    private async Task Look(CrmConnectionId connection) =>
        (await house.House.Act<WatchSchemas, CrmError?>(house.Entente, w => w.Look(connection, Ct))).ShouldBeNull();

    private async Task List(string name, Visibility? word)
    {
        (
            await house.House.Act<ChangeSafelist, Result<int>>(Owner(), async c => await c.Say([Word(name, word)], await Draft(), Ct))
        ).Problem.ShouldBeNull();
        (
            await house.House.Act<PublishSafelist, Result<int>>(Owner(), async p => await p.Run((await Draft())!.Value, null, Ct))
        ).Problem.ShouldBeNull();
    }

    private static FieldWord Word(string name, Visibility? word) => new(SafeObjects.Opportunity, CrmFields.Raw(name), new(), word);

    private Task<int?> Draft() => house.Ask(db => db.Set<SafelistDraft>().Select(d => (int?)d.Version).SingleOrDefaultAsync(Ct));

    private Actor Owner() =>
        new(house.House.Corvane.Id, ActorKind.Staff, Channel.Web, Name: "Owner", Permissions: Permissions.Of(StaffRole.Owner));
}
