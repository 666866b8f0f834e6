using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Change;
using Entente.Registrations.Crm;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>From the approval to the CRM and back, without a CRM: what is staged, and what its answers do.</summary>
public sealed partial class CrmTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);
    private CrmConnectionId connection;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        connection = await Connect(house.Corvane);
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
        story.LetStand();
        await house.Work();

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
        await house.Act<WithdrawRegistration, Result>(story.Ines, u => u.Run(approved.Number, RegistrationStory.Ct));

        await Tell(Written(approved));

        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.Withdrawn);
    }

    [Fact]
    public async Task A_deal_won_in_the_crm_wins_the_registration_and_another_workspace_sees_nothing_of_it()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Won Deal"));
        await house.Work();
        await Tell(Written(approved));
        var opportunity = new OpportunityId((await story.Load(approved.Number)).OpportunityId!.Value);

        await Close(house.Other, c => c.Handle(new DealWon(opportunity), Now, RegistrationStory.Ct));
        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.Converted);
        await Close(house.Corvane, c => c.Handle(new DealWon(opportunity), Now, RegistrationStory.Ct));
        await Close(house.Corvane, c => c.Handle(new DealLost(opportunity), Now, RegistrationStory.Ct));

        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.Won);
        var staged = (await Staged()).Where(w => w.SubjectId == approved.Id.Value).ToList();
        staged
            .Count(w => w.Steps.Contains("note-") && w.Steps.Contains("\"Won\""))
            .ShouldBe(1, "the deal and its timeline hear of it once");
        staged.Count.ShouldBe(2, "the approval and its end");
    }

    [Fact]
    public async Task A_deal_that_is_won_while_its_change_is_reviewed_is_won_as_it_was_approved()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Won Midway"));
        await house.Work();
        await Tell(Written(approved, "502"));
        await Amend(story, approved.Number, "Won Midway", "400,000");
        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.InReview);

        var opportunity = new OpportunityId((await story.Load(approved.Number)).OpportunityId!.Value);
        await Close(house.Corvane, c => c.Handle(new DealWon(opportunity), Now, RegistrationStory.Ct));

        var won = await story.Load(approved.Number);
        (won.State, won.Amount!.Value.Minor, won.DueAt).ShouldBe((RegistrationState.Won, 8_400_000, null));
        won.StandsAs.ShouldBeNull();
    }

    [Fact]
    public async Task An_approved_change_of_a_claim_whose_deal_is_open_stays_bound_and_is_written_again()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Changed Midway"));
        await house.Work();
        await Tell(Written(approved, "503"));
        await Amend(story, approved.Number, "Changed Midway", "400,000");
        (await story.Approve(approved.Number)).Problem.ShouldBeNull();
        await house.Work();

        var kept = await story.Load(approved.Number);
        (kept.State, kept.CrmDealId, kept.Amount!.Value.Minor).ShouldBe((RegistrationState.Converted, "503", 40_000_000));
        var staged = (await Staged()).Where(w => w.SubjectId == approved.Id.Value).OrderBy(w => w.Id.Value).ToList();
        staged.Count.ShouldBe(2, "the approval, and the change");
        staged[1].Steps.ShouldContain("400000");
        staged[1].Steps.ShouldNotContain("dealstage", Case.Insensitive, "the rep has moved it meanwhile");
    }

    private Task<Result<Changed>> Amend(RegistrationStory story, string number, string company, string amount) =>
        house.Act<AmendRegistration, Result<Changed>>(
            story.Ines,
            u => u.Run(new(number, RegistrationStory.Claim(company) with { Amount = amount }), RegistrationStory.Ct)
        );

    [Fact]
    public async Task The_end_of_a_claim_is_staged_once_behind_its_approval_and_nothing_for_a_claim_that_was_never_sent()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Given Back"));
        await house.Work();
        var undecided = await story.Submitted(story.Ines, "Never Decided");

        foreach (var number in (string[])[approved.Number, approved.Number, undecided])
            await house.Act<WithdrawRegistration, Result>(story.Ines, u => u.Run(number, RegistrationStory.Ct));

        var staged = (await Staged()).OrderBy(w => w.Id.Value).ToList();
        staged.Select(w => w.SubjectId).ShouldBe([approved.Id.Value, approved.Id.Value]);
        staged.ShouldContain(w => w.Steps.Contains("Withdrawn") && w.Steps.Contains("withdrew " + approved.Number));
    }

    [Fact]
    public async Task A_protection_that_the_clock_ends_is_staged_too()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "No Meeting Came"));
        await house.Work();
        house.Clock.Advance(TimeSpan.FromDays(16));
        await house.Work();
        await house.Work();

        (await story.Load(approved.Number)).Protection.ShouldBe(ProtectionState.Released);
        (await Staged()).Count(w => w.Steps.Contains("Released")).ShouldBe(1);
    }

    [Fact]
    public async Task A_released_claim_is_not_opened_again_by_the_crm_hearing_of_its_end()
    {
        var story = await RegistrationStory.In(house);
        var approved = await story.Load(await story.Approved(story.Ines, "Released Unwritten"));
        house.Clock.Advance(TimeSpan.FromDays(16));
        await house.Work();

        await Tell(Written(approved));

        (await story.Load(approved.Number)).State.ShouldBe(RegistrationState.Approved);
    }

    [Fact]
    public async Task What_was_approved_without_a_crm_is_staged_once_however_often_a_mirror_is_whole()
    {
        var story = await RegistrationStory.In(house, house.Other);
        var approved = await story.Load(await story.Approved(story.Ines, "Approved Alone"));
        await house.Work();
        (await Staged(house.Other)).ShouldBeEmpty();

        await Connect(house.Other);
        for (var i = 0; i < 2; i++)
        {
            await using var scope = house.As(house.Other);
            await ActivatorUtilities.CreateInstance<RunWriteApproved>(scope.ServiceProvider).Run(new(approved.Id), RegistrationStory.Ct);
        }

        (await Staged(house.Other)).ShouldHaveSingleItem().SubjectId.ShouldBe(approved.Id.Value);
    }

    private async Task<CrmConnectionId> Connect(WorkspaceCard workspace)
    {
        var id = Ids.New<CrmConnectionId>(house.Clock.Now);
        await using var scope = house.As(workspace);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        db.Add(CrmConnection.Connect(id, CrmKind.HubSpot, "http://localhost:1", "v3", "sealed", house.Clock.Now));
        await db.SaveChangesAsync(RegistrationStory.Ct);
        return id;
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

    private async Task<List<WriteEntry>> Staged(WorkspaceCard? workspace = null)
    {
        await using var scope = house.As(workspace ?? house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<WriteEntry>().ToListAsync(RegistrationStory.Ct);
    }
}
