using Entente.Access;
using Entente.Collaboration.MailActs;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Leads.Take;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Leads;

/// <summary>A lead goes to whoever the rules choose, on to the next, and in-house at last; why is kept.</summary>
public sealed class DistributionTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly LeadStory story = new(house);

    [Fact]
    public async Task A_lead_is_taken_from_the_mail_that_offers_it_once_and_by_its_reader()
    {
        var (partner, tara, email) = await story.Partner();
        await story.Publish(story.Rule());
        var number = await story.Lead("Mailed Lead");
        var offer = (await story.Load(number)).Offers.Single(o => o.PartnerId == partner);
        string text;
        await using (var scope = house.As(house.Corvane))
        {
            var box = scope.ServiceProvider.GetRequiredService<MailBox>();
            var row = (await box.About(offer.Id.Subject, Ct)).Single(m => m.To == email);
            text = (await box.Show(row.Id, Ct))!.Text;
        }
        text.ShouldNotContain("Mailed Lead");
        var token = text.Split("/act/")[1].Split((char[]?)null)[0];
        var guest = new Actor(house.Corvane.Id, ActorKind.Guest, Channel.Web);

        var look = (await house.Act<ActByMail, MailActView?>(guest, a => a.Look(token, Ct))).ShouldNotBeNull();
        (look.Settled, look.Title).ShouldBe((null, $"Take the lead {number}?"));
        string.Join(' ', look.Facts.Select(f => f.Value)).ShouldNotContain("Mailed");
        (await story.Load(number)).Holder.ShouldBeNull("looking takes nothing");
        (await house.Act<ActByMail, Result>(guest, a => a.Run(token, Ct))).Problem.ShouldBeNull();
        ((await story.Load(number)).Holder, (await story.Load(number)).HeldBy).ShouldBe((partner, tara.Person));
        (await house.Act<ActByMail, MailActView?>(guest, a => a.Look(token, Ct)))!.Yours.ShouldBeTrue();
        (await house.Act<ActByMail, Result>(guest, a => a.Run(token, Ct))).Problem!.Code.ShouldBe("mail_act.settled");
    }

    [Fact]
    public async Task A_lead_is_offered_by_the_rule_and_the_trace_says_why_and_who_was_left_out()
    {
        var (kestrel, ines, email) = await story.Partner(PartnerTier.Elite);
        var (paused, _, _) = await story.Partner();
        (await story.Limit(paused, paused: true)).Problem.ShouldBeNull();
        await story.Publish(story.Rule());

        var number = await story.Lead();

        var lead = await story.Load(number);
        (lead.State, lead.Offers.Single().PartnerId, lead.Hop).ShouldBe((LeadState.Offered, kestrel, 1));
        (await story.Own(ines, number)).ShouldNotBeNull().Waits.ShouldBeTrue();
        (await story.OfferMails(number)).ShouldBe([(email, $"A lead for you: {number}")]);
        var hop = (await story.View(number)).Hops.ShouldHaveSingleItem();
        hop.Trace.Candidates.ShouldHaveSingleItem().Numbers.ShouldContain("weight 1");
        hop.Trace.LeftOut.Single(l => l.Why == "Paused from leads").Some.ShouldBe([paused]);
        hop.Book.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Weights_give_their_shares_and_limits_hold_over_many_leads()
    {
        var (elite, _, _) = await story.Partner(PartnerTier.Elite);
        var (small, _, _) = await story.Partner();
        var (full, _, _) = await story.Partner();
        (await story.Limit(full, most: "1")).Problem.ShouldBeNull();
        await story.Publish(
            story.Rule() with
            {
                How = LeadHow.InTurn with { Weights = new Dictionary<PartnerTier, int> { [PartnerTier.Elite] = 3 } },
            }
        );

        var to = new List<PartnerId>();
        for (var n = 0; n < 13; n++)
            to.Add((await story.Load(await story.Lead($"Company {n}"))).Offers.Single().PartnerId);

        to.Count(p => p == full).ShouldBe(1, "then it is full");
        to.Count(p => p == elite).ShouldBeInRange(8, 10);
        to.Count(p => p == small).ShouldBeInRange(2, 4);
    }

    [Fact]
    public async Task Who_declines_is_not_asked_again_and_at_last_it_stays_in_house_with_a_notice()
    {
        var (_, ines, _) = await story.Partner();
        var (_, jonah, _) = await story.Partner();
        await story.Publish(story.Rule());
        var owner = await Owner();
        var number = await story.Lead(by: owner.Actor);
        var first = (await story.Load(number)).Offers.Single().PartnerId == ines.Partner ? ines : jonah;
        var second = first == ines ? jonah : ines;

        (await story.Decline(first, number, null)).Problem!.Code.ShouldBe("lead.no_reason");
        (await story.Decline(first, number, DeclineReason.Other)).Problem!.Code.ShouldBe("lead.no_words");
        (await story.Decline(first, number, DeclineReason.TooSmall)).Ok.ShouldBeTrue();
        var next = await story.Load(number);
        (next.State, next.OpenTo(second.Partner!.Value) is not null).ShouldBe((LeadState.Offered, true));
        (await story.Decline(second, number, DeclineReason.Other, "Our team moves house")).Ok.ShouldBeTrue();

        var lead = await story.Load(number);
        (lead.State, lead.Holder, lead.Consistent).ShouldBe((LeadState.InHouse, null, true));
        (await story.Mails(lead.Id.Subject)).ShouldBe([(owner.Email, $"{number} stays in-house: Secretive Foods")]);
        var view = await story.View(number);
        view.Hops.Count.ShouldBe(3);
        view.Hops[0].Trace.Passed.ShouldContain(p => p.Contains("2 had this lead before"));
        view.Offers.ShouldContain(o => o.Words == "Our team moves house");
    }

    [Fact]
    public async Task A_decline_of_ones_own_lowers_the_weight_a_wrong_region_does_not()
    {
        var (own, ines, _) = await story.Partner();
        await story.Publish(story.Rule());
        (await story.Decline(ines, await story.Lead("A"), DeclineReason.WrongRegion)).Ok.ShouldBeTrue();
        var after = (await story.View(await story.Lead("B"))).Hops[0].Trace.Candidates.Single();
        (await story.Decline(ines, (await Open(own)), DeclineReason.NoCapacity)).Ok.ShouldBeTrue();
        var later = (await story.View(await story.Lead("C"))).Hops[0].Trace.Candidates.Single();

        after.Numbers.ShouldContain("100 % of record");
        (later.Numbers.Contains("95 % of record"), later.Record.Single()).ShouldBe((true, "1 lead declined in 90 days: −5 %"));
    }

    [Fact]
    public async Task Without_an_answer_in_24_business_hours_it_lapses_and_goes_on()
    {
        var (_, ines, _) = await story.Partner();
        var (_, jonah, _) = await story.Partner();
        await story.Publish(story.Rule());
        var number = await story.Lead();
        var (first, second) = (await story.Load(number)).Offers.Single().PartnerId == ines.Partner ? (ines, jonah) : (jonah, ines);

        var due = (await story.Load(number)).Offers.Single().DueAt;
        await story.Pass(due - house.Clock.Now - TimeSpan.FromMinutes(1));
        (await story.Load(number)).OpenTo(first.Partner!.Value).ShouldNotBeNull();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        (await story.Accept(first, number)).Problem!.Code.ShouldBe("lead.too_late");
        // Two nodes sweep at once, and once more.
        await Task.WhenAll(story.Sweep(), story.Sweep());
        await story.Sweep();

        var lead = await story.Load(number);
        lead.Offers.Count.ShouldBe(2);
        lead.OpenTo(second.Partner!.Value).ShouldNotBeNull();
        lead.Offers.Single(o => o.PartnerId == first.Partner).State.ShouldBe(OfferState.Lapsed);
        (await story.OfferMails(number)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_who_accept_from_the_pool_at_once_one_has_it_and_the_other_is_told()
    {
        var (_, ines, _) = await story.Partner();
        var (_, jonah, _) = await story.Partner();
        await story.Publish(story.Rule(LeadSelection.Pool));
        for (var n = 0; n < 5; n++)
        {
            var number = await story.Lead($"Raced {n}");
            (await story.Load(number)).State.ShouldBe(LeadState.Pool);

            var answers = await Task.WhenAll(story.Accept(ines, number), story.Accept(jonah, number));

            answers.Count(a => a.Ok).ShouldBe(1);
            answers.Single(a => !a.Ok).Problem!.Code.ShouldBe("lead.gone");
            var lead = await story.Load(number);
            (lead.State, lead.Consistent).ShouldBe((LeadState.Held, true));
            var winner = answers[0].Ok ? ines : jonah;
            lead.Holder.ShouldBe(winner.Partner);
            (await story.Accept(winner, number)).Ok.ShouldBeTrue("sent twice, they have it");
        }
    }

    [Fact]
    public async Task The_best_few_are_offered_it_at_once_and_it_goes_on_when_all_said_no()
    {
        var people = new List<Actor>();
        for (var n = 0; n < 3; n++)
            people.Add((await story.Partner()).Person);
        await story.Publish(story.Rule(LeadSelection.Top) with { How = LeadHow.InTurn with { Selection = LeadSelection.Top, Top = 2 } });
        var number = await story.Lead();
        var asked = (await story.Load(number)).Offers.Select(o => people.Single(p => p.Partner == o.PartnerId)).ToList();
        asked.Count.ShouldBe(2);

        (await story.Decline(asked[0], number)).Ok.ShouldBeTrue();
        (await story.Load(number)).State.ShouldBe(LeadState.Offered, "the other may still say yes");
        (await story.Decline(asked[1], number)).Ok.ShouldBeTrue();

        (await story.Load(number)).OpenTo(people.Except(asked).Single().Partner!.Value).ShouldNotBeNull();
    }

    [Fact]
    public async Task Staff_hand_it_to_a_partner_of_their_choice_take_it_in_house_and_send_it_on()
    {
        var (kestrel, ines, _) = await story.Partner();
        var (other, _, _) = await story.Partner();
        await story.Publish(
            story.Rule(LeadSelection.Direct) with
            {
                How = new(LeadSelection.Direct, other, 3, new Dictionary<PartnerTier, int>(), false),
            }
        );
        var number = await story.Lead();

        (await story.Steer(s => s.HandOver(number, kestrel, " ", Ct))).Problem!.Code.ShouldBe("lead.no_why");
        (await story.Steer(s => s.HandOver(number, null, "They asked", Ct))).Problem!.Code.ShouldBe("lead.no_partner");
        (await story.Steer(s => s.HandOver(number, other, "They asked", Ct))).Problem!.Code.ShouldBe("lead.offered");
        (
            await story.Steer(s => s.HandOver(number, kestrel, "They asked for it", Ct), LeadStory.Staff(house, StaffRole.Finance))
        ).Problem!.Code.ShouldBe("lead.may_not");
        (await story.Steer(s => s.HandOver(number, kestrel, "They asked for it", Ct))).Ok.ShouldBeTrue();

        (await story.Load(number)).OpenTo(kestrel).ShouldNotBeNull();
        (await story.View(number)).Hops[0].Trace.Why.ShouldBe("They asked for it");
        (await story.Accept(ines, number)).Ok.ShouldBeTrue();
        (await story.Steer(s => s.KeepInHouse(number, "We know them well", Ct))).Ok.ShouldBeTrue();
        var lead = await story.Load(number);
        (lead.State, lead.Why, lead.Holder).ShouldBe((LeadState.InHouse, "We know them well", null));
        (await story.Report(ines, number, LeadProgress.Meeting)).Problem!.Code.ShouldBe("lead.not_yours");
        (await story.Steer(s => s.SendOn(number, "No time after all", Ct))).Ok.ShouldBeTrue();
        (await story.Load(number)).OpenTo(other).ShouldNotBeNull("it was taken from them, they did not decline");
        (await story.Steer(s => s.Close(number, LeadEnd.Duplicate, "Known", Ct))).Ok.ShouldBeTrue();
        (await story.Steer(s => s.Close(number, LeadEnd.Duplicate, "Known", Ct))).Problem!.Code.ShouldBe("lead.closed");
    }

    [Fact]
    public async Task Sent_twice_it_is_one_lead_and_what_cannot_be_taken_is_named_field_by_field()
    {
        await story.Publish();
        var input = story.Input("Twice Ltd") with { SubmissionId = $"twice-{story.Region}" };
        var first = await house.Act<TakeLead, Result<string>>(story.Maren, t => t.Run(input, Ct));
        var again = await house.Act<TakeLead, Result<string>>(story.Maren, t => t.Run(input, Ct));
        var wrong = await house.Act<TakeLead, Result<string>>(
            story.Maren,
            t => t.Run(input with { Company = " ", Country = "Atlantis", ContactEmail = "none", Amount = "much" }, Ct)
        );

        again.Value.ShouldBe(first.Value);
        wrong.Problem!.Fields!.Keys.ShouldBe(["amount", "company", "country", "contactEmail"], ignoreOrder: true);
        await house.Work();
        (await story.Load(first.Value)).State.ShouldBe(LeadState.InHouse, "no rule is published");
    }

    [Fact]
    public async Task Rules_that_cannot_work_are_not_published()
    {
        await story.Partner();
        var refused = await story.TryPublish(
            story.Rule() with
            {
                Times = new(0, 14, 7),
            },
            story.Rule() with
            {
                Name = "Nobody",
                Who = LeadWho.Anybody with { Regions = ["Nowhere"] },
            }
        );

        refused.Problem!.Fields!.Keys.ShouldBe(["rules[0].hours", "rules[1].who"]);
        (await story.Draft()).ShouldNotBeNull("nothing that was typed is lost");
    }

    private async Task<string> Open(PartnerId partner)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return await db.Set<LeadOffer>()
            .Where(o => o.PartnerId == partner && o.State == OfferState.Open)
            .Select(o => o.Number)
            .SingleAsync(Ct);
    }

    private async Task<(Actor Actor, string Email)> Owner()
    {
        var email = $"taker.{story.Region}@corvane.example".ToLowerInvariant();
        await using var scope = house.As(house.Corvane);
        var services = scope.ServiceProvider;
        var person = (await services.GetRequiredService<AccessApi>().AddStaff(email, "Owen Taker", StaffRole.Sales)).Value;
        await services.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return (LeadStory.Staff(house, StaffRole.Sales) with { Person = person }, email);
    }
}
