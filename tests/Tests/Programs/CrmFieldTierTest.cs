using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Rules;
using Entente.Tests.Crm;
using Entente.Tests.Partners;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Programs;

/// <summary>A criterion that a number on the partner's own company in the CRM meets.</summary>
public sealed class CrmFieldTierTest(SyncHouse sync) : IClassFixture<SyncHouse>
{
    private const string Field = "numberofemployees";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_of_the_partners_company_in_the_CRM_is_published_as_a_criterion_and_counts()
    {
        var house = sync.House;
        var connection = await sync.Connect(CrmKind.HubSpot);
        await sync.Pass(TimeSpan.FromSeconds(75));
        var (company, _, _) = await sync.RepMakesADeal(CrmKind.HubSpot, sync.Tag(), "Numbered Quay", "numbered.example");
        (await sync.RepChanges(CrmKind.HubSpot, CrmObject.Account, company, CrmFields.Raw(Field), "120")).Error.ShouldBeNull();
        await sync.Fetch(connection, CrmObject.Account, company);
        (await house.Act<WatchSchemas, CrmError?>(sync.Entente, w => w.Look(connection, Ct))).ShouldBeNull();
        await List();
        await house.Work();
        var partner = (
            await house.Create(
                house.Corvane,
                PartnerStory.Kestrel with
                {
                    Name = "Numbered",
                    Type = PartnerType.Msp,
                    Tier = PartnerTier.Registered,
                    Domains = ["numbered.example"],
                }
            )
        ).Value;
        var bare = await house.Create(
            house.Corvane,
            PartnerStory.Kestrel with
            {
                Name = "Bare",
                Type = PartnerType.Msp,
                Tier = PartnerTier.Registered,
                Domains = ["bare.example"],
            }
        );
        var plan = TierStory.Plan(PartnerType.Msp, Promotions.Automatic);

        var unknown = await house.Publish(
            plan with
            {
                Criteria = [TierStory.Criterion("heads", "People", CriterionKind.CrmField, "nosuchfield", 100_00, 500_00)],
            }
        );
        unknown.Problem.ShouldNotBeNull("no company has such a number");
        (
            await house.Publish(
                plan with
                {
                    Criteria = [TierStory.Criterion("heads", "People", CriterionKind.CrmField, Field, 100_00, 500_00)],
                }
            )
        ).Problem.ShouldBeNull();
        await Measure(partner);
        await Measure(bare.Value);

        (await house.Ask(house.Corvane, p => p.Get(partner, Ct)))!.Tier.ShouldBe(PartnerTier.Select, "120 people are more than 100");
        (await house.Ask(house.Corvane, p => p.Get(bare.Value, Ct)))!.Tier.ShouldBe(PartnerTier.Registered, "it has no company there");
    }

    private async Task Measure(PartnerId partner)
    {
        await using var scope = sync.House.As(sync.House.Corvane);
        await scope.ServiceProvider.GetRequiredService<Entente.Programs.Evaluate.EvaluateTiers>().One(partner, sync.House.Clock.Now, Ct);
    }

    private async Task List()
    {
        var word = new FieldWord(SafeObjects.Account, CrmFields.Raw(Field), new(), Visibility.Visible);
        (
            await sync.House.Act<ChangeSafelist, Result<int>>(Owner, async c => await c.Say([word], await Draft(), Ct))
        ).Problem.ShouldBeNull();
        (
            await sync.House.Act<PublishSafelist, Result<int>>(Owner, async p => await p.Run((await Draft())!.Value, null, Ct))
        ).Problem.ShouldBeNull();
    }

    private Task<int?> Draft() => sync.Ask(db => db.Set<SafelistDraft>().Select(d => (int?)d.Version).SingleOrDefaultAsync(Ct));

    private Actor Owner =>
        new(sync.House.Corvane.Id, ActorKind.Staff, Channel.Web, Name: "Owner", Permissions: Permissions.Of(StaffRole.Owner));
}
