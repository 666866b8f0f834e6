using Entente.Access;
using Entente.Leads.Hold;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Drafts;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Leads;

/// <summary>What becomes of a lead that a partner has; who reads what of it before and after.</summary>
public sealed class HeldLeadTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly LeadStory story = new(house);

    [Fact]
    public async Task Before_acceptance_no_row_that_a_partner_reaches_says_who_the_customer_is_afterwards_the_holders_does()
    {
        var (_, ines, _) = await story.Partner();
        var (_, jonah, _) = await story.Partner();
        await story.Publish(story.Rule(LeadSelection.Pool));
        var number = await story.Lead();

        foreach (var who in new[] { ines, jonah })
        {
            await using var scope = house.As(who);
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            (await db.Set<Lead>().CountAsync(Ct)).ShouldBe(0);
            var offer = Json.Write(await db.Set<LeadOffer>().AsNoTracking().SingleAsync(o => o.Number == number, Ct));
            offer.ShouldNotContain("secret", Case.Insensitive);
            offer.ShouldNotContain("60000");
            var own = (await story.Own(who, number)).ShouldNotBeNull();
            own.Facts.Select(f => f.Label).ShouldBe(["Country", "Region", "Motion", "Product", "Size"]);
            (own.Title, own.Facts[4].Value).ShouldBe(("Observe, Germany", "€50,000 to €100,000"));
        }
        (await story.OfferMails(number)).Count.ShouldBe(2);
        (await MailTexts(number)).ShouldNotContain(t => t.Contains("secre", StringComparison.OrdinalIgnoreCase) || t.Contains("60,000"));

        (await story.Accept(ines, number)).Ok.ShouldBeTrue();

        var mine = (await story.Own(ines, number)).ShouldNotBeNull();
        mine.Facts.ShouldContain(("Company", "Secretive Foods"));
        mine.Facts.ShouldContain(("Contact’s e-mail", "secra@secret-site.example"));
        var lost = (await story.Own(jonah, number)).ShouldNotBeNull();
        (lost.Offer, lost.Has).ShouldBe((OfferState.Gone, false));
        lost.Facts.ShouldNotContain(f => f.Value.Contains("Secret"));
        await using var other = house.As(jonah);
        (await other.ServiceProvider.GetRequiredService<EntenteDb>().Set<Lead>().AnyAsync(Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_may_not_register_reads_the_offer_and_answers_nothing_a_stranger_finds_nothing()
    {
        var (kestrel, ines, _) = await story.Partner();
        await story.Publish(story.Rule());
        var number = await story.Lead();
        var (_, stranger, _) = await story.Partner();
        var viewer = await story.Person(kestrel, $"viewer.{story.Region}@taker.example".ToLowerInvariant(), PartnerRole.Viewer);

        (await story.Own(viewer, number)).ShouldNotBeNull();
        (await story.Accept(viewer, number)).Problem!.Code.ShouldBe("lead.partners_only");
        (await story.Own(stranger, number)).ShouldBeNull();
        (await story.Accept(stranger, number)).Problem!.Code.ShouldBe("lead.none");
        (await story.Accept(stranger, "VL-1")).Problem!.Code.ShouldBe("lead.none", "the same answer as for a lead that is not");
        (await story.Accept(ines with { ReadOnly = true }, number)).Problem!.Code.ShouldBe("lead.partners_only");
    }

    [Fact]
    public async Task A_restricted_colleague_finds_no_offer_and_not_what_others_accepted()
    {
        var (kestrel, ines, _) = await story.Partner();
        await story.Publish(story.Rule());
        var (offered, held) = (await story.Lead("One Ltd"), await story.Lead("Two Ltd"));
        (await story.Accept(ines, held)).Ok.ShouldBeTrue();
        var orla = await story.Person(kestrel, $"orla.{story.Region}@taker.example".ToLowerInvariant()) with { OwnOnly = true };

        (await story.Own(orla, offered)).ShouldBeNull();
        (await story.Own(orla, held)).ShouldBeNull();
        (await story.Accept(orla, offered)).Problem!.Code.ShouldBe("lead.none");
    }

    [Fact]
    public async Task Staff_with_a_scope_see_leads_of_their_partners_and_those_that_nobody_has()
    {
        var (mine, ines, _) = await story.Partner();
        var (theirs, jonah, _) = await story.Partner();
        await story.Publish(story.Rule(LeadSelection.Pool));
        var (inside, outside) = (await story.Lead("Inside Ltd"), await story.Lead("Outside Ltd"));
        (await story.Accept(ines, inside)).Ok.ShouldBeTrue();
        (await story.Accept(jonah, outside)).Ok.ShouldBeTrue();
        var narrowed = story.Maren with { Scope = [mine] };

        (await story.View(inside, narrowed)).Offers.ShouldAllBe(o => o.Partner == mine);
        (await story.Steer(s => s.Close(outside, LeadEnd.Lost, "No", Ct), narrowed)).Problem!.Code.ShouldBe("lead.none");
        theirs.ShouldNotBe(mine);
    }

    [Fact]
    public async Task Without_a_word_in_14_days_it_is_pulled_back_after_one_reminder_and_goes_on()
    {
        var (_, ines, email) = await story.Partner();
        await story.Publish(story.Rule());
        var number = await story.Lead();
        (await story.Accept(ines, number)).Ok.ShouldBeTrue();
        var touch = (await story.Load(number)).TouchBy!.Value;
        (touch - house.Clock.Now).TotalDays.ShouldBeInRange(14, 15);

        await story.Pass(TimeSpan.FromDays(11));
        await story.Pass(TimeSpan.FromDays(1));
        await story.Sweep();
        (await story.OfferMails(number)).Count(m => m.Subject == $"{number}: please say how it goes").ShouldBe(1);
        await story.Pass(touch - house.Clock.Now);

        var lead = await story.Load(number);
        (lead.State, lead.Offers.Single().State).ShouldBe((LeadState.InHouse, OfferState.PulledBack));
        (await story.OfferMails(number)).ShouldContain((email, $"{number} went to somebody else"));
        var own = (await story.Own(ines, number)).ShouldNotBeNull();
        own.Facts.ShouldNotContain(f => f.Label == "Company", "it is no longer theirs to read");
        (await story.Report(ines, number, LeadProgress.Contacted)).Problem!.Code.ShouldBe("lead.not_yours");
    }

    [Fact]
    public async Task One_click_says_how_it_goes_silence_is_asked_about_and_not_interested_closes_it()
    {
        var (_, ines, _) = await story.Partner();
        await story.Publish(story.Rule());
        var number = await story.Lead();
        (await story.Report(ines, number, LeadProgress.Contacted)).Problem!.Code.ShouldBe("lead.not_yours", "it is only offered");
        (await story.Accept(ines, number)).Ok.ShouldBeTrue();
        (await story.Report(ines, number, LeadProgress.None)).Problem!.Code.ShouldBe("lead.no_progress");
        (await story.Report(ines, number, LeadProgress.Contacted)).Ok.ShouldBeTrue();
        (await story.Load(number)).TouchBy.ShouldBeNull();

        for (var day = 0; day < 40; day++)
            await story.Pass(TimeSpan.FromDays(1));

        (await story.OfferMails(number)).Count(m => m.Subject == $"{number}: how does it go?").ShouldBe(Lead.MostNudges);
        (await story.Load(number)).State.ShouldBe(LeadState.Held, "who spoke once keeps it");
        (await story.Report(ines, number, LeadProgress.NotInterested)).Ok.ShouldBeTrue();
        var lead = await story.Load(number);
        (lead.State, lead.End, lead.Consistent).ShouldBe((LeadState.Closed, LeadEnd.NotInterested, true));
        (await story.Own(ines, number)).ShouldNotBeNull().End.ShouldBe(LeadEnd.NotInterested);
    }

    [Fact]
    public async Task Given_back_it_goes_on()
    {
        var (_, ines, _) = await story.Partner();
        var (_, jonah, _) = await story.Partner();
        await story.Publish(story.Rule());
        var number = await story.Lead();
        var (first, second) = (await story.Load(number)).Offers.Single().PartnerId == ines.Partner ? (ines, jonah) : (jonah, ines);
        (await story.Accept(first, number)).Ok.ShouldBeTrue();

        (await story.Decline(first, number, DeclineReason.Conflict, "Our old employer")).Ok.ShouldBeTrue();

        var lead = await story.Load(number);
        (lead.Holder, lead.OpenTo(second.Partner!.Value) is not null, lead.Consistent).ShouldBe((null, true, true));
        (await story.Decline(first, number)).Problem!.Code.ShouldBe("lead.answered");
    }

    [Fact]
    public async Task Its_holder_registers_it_from_a_form_filled_in_and_the_lead_carries_the_number()
    {
        var (_, ines, _) = await story.Partner();
        await story.Publish(story.Rule());
        var number = await story.Lead($"Formed {story.Region} Foods");
        (await Register(ines, number)).Problem!.Code.ShouldBe("lead.none", "not before they have it");
        (await story.Accept(ines, number)).Ok.ShouldBeTrue();
        (await house.Act<KeepDraft, Result>(ines, d => d.Run(new(RegistrationKind.Deal, "Half Filled Ltd"), Ct))).Ok.ShouldBeTrue();
        (await Register(ines, number)).Problem!.Code.ShouldBe("lead.form_kept");
        await house.Act<KeepDraft, bool>(
            ines,
            async d =>
            {
                await d.Drop(RegistrationKind.Deal, Ct);
                return true;
            }
        );

        (await Register(ines, number)).Value.ShouldBe(RegistrationKind.Deal);

        var form = (await house.Act<KeepDraft, KeptDraft?>(ines, d => d.Load(RegistrationKind.Deal, Ct))).ShouldNotBeNull().Claim;
        (form.Company, form.ContactEmail, form.Amount).ShouldBe(($"Formed {story.Region} Foods", "secra@secret-site.example", "60000"));
        var claim = RegistrationStory.Claim(form.Company!);
        var sent = await house.Act<SubmitRegistration, string>(
            ines,
            async s =>
            {
                var done = await s.Run(new(claim, $"lead-{story.Region}"), Ct);
                done.Problem.ShouldBeNull();
                return done.Value.Number;
            }
        );
        await house.Work();

        var lead = await story.Load(number);
        (lead.Registration, lead.Progress, lead.TouchBy, lead.LookAt).ShouldBe((sent, LeadProgress.Qualified, null, null));
        (await story.Own(ines, number)).ShouldNotBeNull().Registration.ShouldBe(sent);
    }

    private Task<Result<RegistrationKind>> Register(Actor who, string number) =>
        house.Act<RegisterLead, Result<RegistrationKind>>(who, r => r.Run(number, Ct));

    private async Task<List<string>> MailTexts(string number)
    {
        var texts = new List<string>();
        foreach (var offer in (await story.Load(number)).Offers)
        {
            await using var scope = house.As(house.Corvane);
            var box = scope.ServiceProvider.GetRequiredService<MailBox>();
            foreach (var row in await box.About(offer.Id.Subject, Ct))
            {
                var mail = (await box.Show(row.Id, Ct))!;
                texts.Add(mail.Text + mail.Html + mail.Headers + row.Subject);
            }
        }
        texts.ShouldNotBeEmpty();
        return texts;
    }
}
