using Entente.Access;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

public sealed class HubSpotMapUse(SyncHouse house) : MapUseContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override (string Pipeline, string Stage) Stands => ("default", "qualifiedtobuy");
}

public sealed class SalesforceMapUse(SyncHouse house) : MapUseContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override (string Pipeline, string Stage) Stands => ("default", "Qualification");
}

/// <summary>What an admin says of stages and owners is what the pipeline shows; on both protocols.</summary>
public abstract class MapUseContract(SyncHouse house)
{
    private protected abstract CrmKind Kind { get; }

    /// <summary>Where the rep's deals stand.</summary>
    private protected abstract (string Pipeline, string Stage) Stands { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_stage_means_is_what_the_deals_in_it_are_at_once_and_told_once()
    {
        var deal = (await house.RepMakesADeal(Kind, house.Tag())).Deal;
        var connection = await house.Connect(Kind);
        await house.Pass(TimeSpan.FromMinutes(2));
        var before = await Deal(connection, deal);
        (before.State, before.Stage.Outward).ShouldBe((OpportunityState.Open, before.Stage.Label));

        await Means(connection, EntenteStage.Proposal);
        var mapped = await Deal(connection, deal);
        (mapped.State, mapped.Stage.Means, mapped.Stage.Outward).ShouldBe((OpportunityState.Open, EntenteStage.Proposal, "Proposal"));
        mapped.Stage.Label.ShouldBe(before.Stage.Label, "staff see what the CRM calls it");
        await house.House.Work();
        (await Told(before.Id, "opportunity.stage_changed")).ShouldBe(0, "the deal has not moved");

        await Means(connection, EntenteStage.Won);
        var won = await Deal(connection, deal);
        (won.State, won.Stage.Number, won.Stage.Probability).ShouldBe((OpportunityState.Won, 0, Percent.Hundred));
        won.ClosedAt.ShouldNotBeNull();
        (await Told(before.Id, "deal.won")).ShouldBe(1);

        // Read once more, nothing is new.
        await house.Ask(async db =>
        {
            db.Enqueue(new ReadDealsAgain(connection, await db.Set<CrmConnection>().Select(c => c.MappingNumber).MaxAsync(Ct)));
            return await db.SaveChangesAsync(Ct);
        });
        await house.House.Work();
        (await Told(before.Id, "deal.won")).ShouldBe(1);

        // Whatever comes from the CRM is read under the same mapping.
        await house.RepChanges(Kind, CrmObject.Deal, deal, CrmFields.Name, "Vantor renamed");
        await house.Pass(TimeSpan.FromMinutes(2));
        var renamed = await Deal(connection, deal);
        (renamed.Name, renamed.State).ShouldBe(("Vantor renamed", OpportunityState.Won));

        await Save(connection, CrmMapping.None);
        (await Deal(connection, deal)).State.ShouldBe(OpportunityState.Open, "what the CRM itself says of the stage");
    }

    [Fact]
    public async Task An_owner_is_whom_the_mapping_names_and_by_address_where_it_names_nobody()
    {
        var tag = house.Tag();
        var deal = (await house.RepMakesADeal(Kind, tag)).Deal;
        var connection = await house.Connect(Kind);
        var owner = await house.Ask(db => db.Set<OwnerRow>().Where(o => o.ConnectionId == connection && o.Email != "").FirstAsync(Ct));
        (await house.RepChanges(Kind, CrmObject.Deal, deal, CrmFields.OwnerId, owner.CrmId)).Error.ShouldBeNull();
        await house.Pass(TimeSpan.FromMinutes(2));
        var (own, other) = (await Staff(owner.Email, "Found By Address"), await Staff($"mapped-{tag}@corvane.example", "Chosen By Hand"));

        (await Deal(connection, deal)).Owner.ShouldBe(new DealOwner(owner.CrmId, "Found By Address") { Person = own });

        await Save(connection, CrmMapping.None with { Owners = [new(owner.CrmId, $"mapped-{tag}@corvane.example")] });
        (await Deal(connection, deal)).Owner.ShouldBe(new DealOwner(owner.CrmId, "Chosen By Hand") { Person = other });

        await Save(connection, CrmMapping.None with { Owners = [new(owner.CrmId, "")] });
        var nobody = (await Deal(connection, deal)).Owner!;
        (nobody.Person, nobody.Name).ShouldBe((null, owner.Name));
        await Save(connection, CrmMapping.None);
    }

    [Fact]
    public async Task A_type_that_the_CRM_calls_by_another_name_is_no_reason_to_read_everything_again()
    {
        var connection = await house.Connect(Kind);
        var description = Kind == CrmKind.HubSpot ? "description" : "Description";
        var number = await house.Ask(db =>
            db.Set<CrmConnection>().Where(c => c.Id == connection).Select(c => c.MappingNumber).SingleAsync(Ct)
        );
        var mapping = CrmMapping.None with
        {
            Fields =
            [
                new(
                    CrmObject.Deal,
                    CrmFields.Description,
                    description,
                    CrmFieldType.LongText,
                    FieldDirection.Both,
                    FieldOwner.Entente,
                    new Dictionary<string, string>()
                ),
            ],
        };
        var saved = await Act<SaveMapping, Result<SaveMapping.Saved>>(s => s.Run(connection, mapping, number, Ct));

        saved.Problem.ShouldBeNull();
        saved.Value.ReadsAgain.ShouldBeFalse("only whose word is the last has changed");
        await Save(connection, CrmMapping.None);
    }

    private Task Means(CrmConnectionId connection, EntenteStage means) =>
        Save(connection, CrmMapping.None with { Stages = [new(Stands.Pipeline, Stands.Stage, means)] });

    private async Task Save(CrmConnectionId connection, CrmMapping mapping)
    {
        var number = await house.Ask(db =>
            db.Set<CrmConnection>().Where(c => c.Id == connection).Select(c => c.MappingNumber).SingleAsync(Ct)
        );
        (await Act<SaveMapping, Result<SaveMapping.Saved>>(s => s.Run(connection, mapping, number, Ct))).Problem.ShouldBeNull();
        await house.House.Work();
    }

    private async Task<OpportunityCard> Deal(CrmConnectionId connection, string crmId) =>
        (await Act<PipelineApi, OpportunityCard?>(p => p.ByCrmId(connection, crmId, Ct)))!;

    private Task<int> Told(OpportunityId deal, string what) =>
        house.Ask(db => db.Set<OutboxEvent>().CountAsync(e => e.Name == what && e.SubjectId == deal.Value, Ct));

    private async Task<PersonId> Staff(string email, string name)
    {
        await using var scope = house.House.As(house.House.Corvane);
        var added = await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, name, StaffRole.PartnerManager, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return added.Value;
    }

    private Task<T> Act<TCase, T>(Func<TCase, Task<T>> act)
        where TCase : notnull => house.House.Act<TCase, T>(house.Entente, act);
}
