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
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>What becomes of a claim whose deal is deleted, comes back or is merged in the CRM.</summary>
public sealed partial class CrmTest
{
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
}
