using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>From the approval to the CRM and back, without a CRM: what is staged, and what its answers do.</summary>
public sealed class CrmTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);
    private CrmConnectionId connection;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        connection = Ids.New<CrmConnectionId>(house.Clock.Now);
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        db.Add(CrmConnection.Connect(connection, CrmKind.HubSpot, "http://localhost:1", "v3", "sealed", house.Clock.Now));
        await db.SaveChangesAsync(RegistrationStory.Ct);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task An_approval_stages_one_write_and_a_refusal_none()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Written Once"));
        var refused = await story.Load(await story.Submitted(story.Ines, "Never Written"));
        await house.Act<RefuseRegistration, Result>(
            story.Maren,
            u => u.Run(new(refused.Number, refused.Version, RefusalReason.NotQualified, Final: true), RegistrationStory.Ct)
        );
        (await story.Approve(approved.Number)).Ok.ShouldBeFalse("a second click");

        var staged = await Staged();
        staged.ShouldHaveSingleItem().SubjectId.ShouldBe(approved.Id.Value);
        staged[0].Steps.ShouldContain(approved.Number);
    }

    [Fact]
    public async Task Written_it_is_bound_to_its_opportunity_once_and_the_partner_has_a_part_in_it()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Bound Deal"));

        await Tell(Written(approved));
        await Tell(Written(approved));

        var bound = await story.Load(approved.Number);
        (bound.State, bound.CrmDealId).ShouldBe((RegistrationState.Converted, "501"));
        var deals = await house.Act<PipelineApi, IReadOnlyList<OpportunityCard>>(
            story.Ines,
            p => p.ForPartner(story.Kestrel, RegistrationStory.Ct)
        );
        deals.ShouldHaveSingleItem().Id.Value.ShouldBe(bound.OpportunityId!.Value);
        deals[0].Partners[0].RegistrationNumber.ShouldBe(approved.Number);
    }

    [Fact]
    public async Task A_claim_withdrawn_meanwhile_is_not_bound()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Too Late To Bind"));
        await house.Act<Entente.Registrations.Withdraw.WithdrawRegistration, Result>(
            story.Ines,
            u => u.Run(approved.Number, RegistrationStory.Ct)
        );

        await Tell(Written(approved));

        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.Withdrawn);
    }

    [Fact]
    public async Task A_deal_won_in_the_crm_wins_the_registration_and_another_workspace_sees_nothing_of_it()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Won Deal"));
        await Tell(Written(approved));
        var opportunity = new OpportunityId((await story.Load(approved.Number)).OpportunityId!.Value);

        await Close(house.Other, c => c.Handle(new DealWon(opportunity), Now, RegistrationStory.Ct));
        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.Converted);
        await Close(house.Corvane, c => c.Handle(new DealWon(opportunity), Now, RegistrationStory.Ct));
        await Close(house.Corvane, c => c.Handle(new DealLost(opportunity), Now, RegistrationStory.Ct));

        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.Won);
    }

    [Fact]
    public async Task A_deal_deleted_in_the_crm_is_told_to_staff_once_and_comes_back()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Deleted Deal"));
        await Tell(Written(approved));
        var opportunity = new OpportunityId((await story.Load(approved.Number)).OpportunityId!.Value);

        await Follow(c => c.Handle(new DealGone(opportunity), Now, RegistrationStory.Ct));
        await Follow(c => c.Handle(new DealGone(opportunity), Now, RegistrationStory.Ct));

        var gone = await story.Load(approved.Number);
        (gone.State, gone.DealGoneAt is not null).ShouldBe((RegistrationState.Converted, true), "the claim stands");
        (await MailsAbout(gone)).ShouldHaveSingleItem().ShouldContain("deleted in the CRM");

        await Follow(c => c.Handle(new DealBack(opportunity), Now, RegistrationStory.Ct));
        (await story.Load(approved.Number)).DealGoneAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_follows_the_deal_that_stands_for_its_own_after_a_merge()
    {
        var story = await RegistrationStory.In(house);
        var (one, other) = (
            await story.Load(await story.Approved(story.Ines, "Merged Away")),
            await story.Load(await story.Approved(story.Ines, "Standing For Both"))
        );
        await Tell(Written(one));
        await Tell(Written(other, "502"));
        var (from, into) = ((await story.Load(one.Number)).OpportunityId!.Value, (await story.Load(other.Number)).OpportunityId!.Value);

        await Follow(c => c.Handle(new OpportunityMerged(new(from), new(into)), Now, RegistrationStory.Ct));

        var followed = await story.Load(one.Number);
        (followed.OpportunityId, followed.CrmDealId).ShouldBe((into, "502"));
    }

    private Telling Now => new(Guid.Empty, house.Clock.Now, null);

    private CrmWritten Written(Registration registration, string deal = "501") =>
        new(
            registration.Id.Subject,
            Ids.New<CrmWriteId>(house.Clock.Now),
            connection,
            new Dictionary<string, string> { [ClaimWrite.DealKey(registration.Id)] = deal }
        );

    private async Task Tell(CrmWritten what)
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id, Channel.Crm));
        await ActivatorUtilities.CreateInstance<BindDeal>(scope.ServiceProvider).Handle(what, Now, RegistrationStory.Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(RegistrationStory.Ct);
    }

    private async Task Close(WorkspaceCard workspace, Func<CloseDeals, Task> close)
    {
        await using var scope = house.As(Actor.System(workspace.Id, Channel.Crm));
        await close(ActivatorUtilities.CreateInstance<CloseDeals>(scope.ServiceProvider));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(RegistrationStory.Ct);
    }

    private async Task Follow(Func<FollowDeals, Task> follow)
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id, Channel.Crm));
        await follow(ActivatorUtilities.CreateInstance<FollowDeals>(scope.ServiceProvider));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(RegistrationStory.Ct);
    }

    private async Task<List<string>> MailsAbout(Registration registration)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Entente.Platform.Mail.MailMessage>()
            .Where(m => m.AboutId == registration.Id.Value && m.Subject.Contains("deleted"))
            .Select(m => m.Subject)
            .ToListAsync(RegistrationStory.Ct);
    }

    private async Task<List<WriteEntry>> Staged()
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<WriteEntry>().ToListAsync(RegistrationStory.Ct);
    }
}
