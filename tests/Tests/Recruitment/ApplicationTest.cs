using Entente.Access;
using Entente.Partners;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Entente.Recruitment.Apply;
using Entente.Recruitment.Decide;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Take;
using Entente.Tests.Partners;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Recruitment;

/// <summary>What becomes of an application, by the rules and without anybody's doing.</summary>
public sealed class ApplicationTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RecruitmentStory story = new(house);

    [Fact]
    public async Task An_application_comes_in_is_confirmed_by_mail_and_whoever_decides_is_told()
    {
        await story.Publish(RecruitmentStory.Open);
        var (_, decides) = await story.Hired(StaffRole.PartnerManager);
        var (_, sells) = await story.Hired(StaffRole.Sales);
        var host = RecruitmentStory.Host();

        var number = await story.Apply(RecruitmentStory.Input(host));

        var candidate = await story.Load(number);
        (candidate.State, candidate.Domain, candidate.Country).ShouldBe((CandidateState.Prospect, host, "DE"));
        candidate.Steps.Select(s => s.To).ShouldBe([CandidateState.Received, CandidateState.Prospect], ignoreOrder: true);
        var mail = (await story.Mails($"hilda@{host}")).ShouldHaveSingleItem();
        mail.Subject.ShouldBe($"{number}: we have your application");
        foreach (var line in ApplicantMails.Next)
            mail.Text.ShouldContain(line);
        mail.Text.ShouldNotContain("Quellbach", Case.Insensitive, "who gives another's address cannot write to them through us");
        (await story.Mails(decides)).ShouldContain(m => m.Subject.StartsWith($"{number}: Quellbach Systems wants"));
        (await story.Mails(sells)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_partner_s_own_company_goes_to_its_manager_and_the_applicant_reads_the_same()
    {
        await story.Publish(RecruitmentStory.Open);
        var (manager, email) = await story.Hired(StaffRole.Sales);
        var host = RecruitmentStory.Host("partner");
        var partner = (
            await house.Create(
                house.Corvane,
                new($"Known {host}", PartnerType.Reseller, PartnerTier.Registered, PartnerStatus.Active, [host], Manager: manager.Person)
            )
        ).Value;

        var number = await story.Apply(RecruitmentStory.Input(host));

        var candidate = await story.Load(number);
        (candidate.State, candidate.Partner).ShouldBe((CandidateState.Routed, partner));
        (await story.Mails(email)).ShouldHaveSingleItem().Subject.ShouldContain("a partner already");
        var unknown = RecruitmentStory.Host();
        var other = await story.Apply(RecruitmentStory.Input(unknown));
        var (known, fresh) = ((await story.Mails($"hilda@{host}")).Single(), (await story.Mails($"hilda@{unknown}")).Single());
        Plain(known.Text, host, number).ShouldBe(Plain(fresh.Text, unknown, other));

        static string Plain(string text, string host, string number) => text.Replace(host, "HOST").Replace(number, "PC-0");
    }

    [Fact]
    public async Task The_same_company_joins_its_first_application_and_after_the_days_of_the_rule_it_is_one_of_its_own()
    {
        await story.Publish(RecruitmentStory.Open with { JoinDays = 30 });
        var host = RecruitmentStory.Host();
        var first = await story.Apply(RecruitmentStory.Input(host));

        var again = await story.Apply(RecruitmentStory.Input("https://www." + host) with { ContactEmail = $"other@{host}" });

        var joined = await story.Load(again);
        (joined.State, joined.JoinedTo).ShouldBe((CandidateState.Joined, (await story.Load(first)).Id));
        (await story.View(first))!
            .Others.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(o => o.Number.ShouldBe(again), o => o.Contact.ShouldContain($"other@{host}"));
        (await story.Load(first)).Steps.ShouldContain(s => s.Why.Contains(again));
        house.Clock.Advance(TimeSpan.FromDays(31));
        (await story.Load(await story.Apply(RecruitmentStory.Input(host)))).State.ShouldBe(CandidateState.Prospect);
    }

    [Fact]
    public async Task Two_applications_of_one_company_at_once_are_one_candidate()
    {
        await story.Publish(RecruitmentStory.Open);
        await story.Sweep();
        var host = RecruitmentStory.Host();

        var sent = await Task.WhenAll(
            story.TryApply(RecruitmentStory.Input(host)),
            story.TryApply(RecruitmentStory.Input(host) with { ContactEmail = $"other@{host}" })
        );
        await Task.WhenAll(house.Work(), house.Work());

        var states = new List<CandidateState>();
        foreach (var one in sent)
            states.Add((await story.Load(one.Value)).State);
        states.ShouldBe([CandidateState.Prospect, CandidateState.Joined], ignoreOrder: true);
    }

    [Fact]
    public async Task Rules_decline_free_mail_other_countries_and_types_not_sought_without_a_mail()
    {
        await story.Publish(RecruitmentStory.Open with { NoFreeMail = true, Countries = ["DE"], NotSought = [PartnerType.Oem] });
        var free = RecruitmentStory.Host("someone").Replace(".example", "@gmail.com");

        var nobody = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()) with { Site = "", ContactEmail = free });
        var abroad = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()) with { Country = "France" });
        var oem = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()) with { Type = "Oem" });
        var fine = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()) with { ContactEmail = $"x{free}" });

        (await story.Load(nobody)).Reason.ShouldBe(DeclineReason.NoCompany);
        (await story.Load(abroad)).Reason.ShouldBe(DeclineReason.Market);
        (await story.Load(oem)).Reason.ShouldBe(DeclineReason.Type);
        (await story.Load(fine)).State.ShouldBe(CandidateState.Prospect, "its site is a company's");
        (await story.Mails(free)).Count.ShouldBe(1, "that it arrived, and no decline");
    }

    [Fact]
    public async Task Over_the_cap_applications_wait_and_come_in_when_the_month_begins_the_oldest_first_and_none_is_lost()
    {
        await MonthOfItsOwn();
        await story.Publish(RecruitmentStory.Open with { MonthlyMost = 2 });
        var sent = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            sent.Add(await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host())));
            house.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await story.Sweep();
        (await States(sent)).ShouldBe([Prospect, Prospect, Waiting, Waiting, Waiting]);

        NextMonth();
        var late = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()));
        (await story.Load(late)).State.ShouldBe(Waiting, "nobody goes past those who wait");
        await Task.WhenAll(story.Sweep(), story.Sweep());
        (await States([.. sent, late])).ShouldBe([Prospect, Prospect, Prospect, Prospect, Waiting, Waiting]);

        NextMonth();
        await story.Sweep();
        (await States([.. sent, late])).ShouldAllBe(s => s == Prospect);
    }

    [Fact]
    public async Task Who_takes_one_up_from_the_waiting_list_as_it_comes_in_is_served_or_told_to_look_again()
    {
        await MonthOfItsOwn();
        await story.Publish(RecruitmentStory.Open with { MonthlyMost = 1 });
        await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()));
        var sent = new List<string>();
        for (var n = 0; n < 5; n++)
            sent.Add(await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host())));
        (await States(sent)).ShouldAllBe(s => s == Waiting);
        await story.Publish(RecruitmentStory.Open);
        var seen = new List<CandidateAt>();
        foreach (var number in sent)
            seen.Add(await story.At(number));

        var sweep = story.Sweep();
        var taken = await Task.WhenAll(seen.Select(at => story.Move(m => m.Evaluate(at, null, Ct))));
        await sweep;

        var states = await States(sent);
        foreach (var (done, state) in taken.Zip(states))
            (done.Problem?.Code, state).ShouldBe(
                done.Ok ? (null, CandidateState.Evaluating) : ("recruitment.stale", Prospect),
                "never both, never neither"
            );
    }

    [Fact]
    public async Task Sent_twice_it_is_one_and_what_cannot_be_taken_is_named_field_by_field()
    {
        await story.Publish(RecruitmentStory.Open);
        var input = RecruitmentStory.Input(RecruitmentStory.Host());
        var first = await story.TryApply(input);
        var again = await story.TryApply(input);
        var wrong = await story.TryApply(
            input with
            {
                Company = " ",
                Country = "Atlantis",
                Type = "King",
                ContactEmail = "none",
                ContactName = "",
                TheyGive = "",
                Site = "not a site",
                Words = new string('x', 3000),
            },
            consent: false
        );

        again.Value.ShouldBe(first.Value);
        (await story.Mails(input.ContactEmail!)).Count.ShouldBe(1);
        wrong.Problem!.Fields!.Keys.ShouldBe(
            ["company", "country", "type", "contactEmail", "contactName", "theyGive", "site", "words", "consent"],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task More_than_a_few_an_hour_from_one_address_are_refused()
    {
        await story.Publish(RecruitmentStory.Open);
        var input = RecruitmentStory.Input(RecruitmentStory.Host());
        for (var n = 0; n < 3; n++)
            (await story.TryApply(input with { SubmissionId = Tokens.New() })).Problem.ShouldBeNull();

        (await story.TryApply(input with { SubmissionId = Tokens.New() })).Problem!.Kind.ShouldBe(ProblemKind.TooMany);
        house.Clock.Advance(TimeSpan.FromHours(1));
        (await story.TryApply(input with { SubmissionId = Tokens.New() })).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Hostile_strings_as_a_company_are_kept_as_typed_or_refused_with_a_reason()
    {
        await story.Publish(RecruitmentStory.Open);
        var n = 0;
        foreach (var text in SubmitRegistrationTest.NaughtyStrings())
        {
            var added = await house.Act<AddCandidate, Result<string>>(
                story.Maren,
                a =>
                    a.Run(
                        RecruitmentStory.Input("") with
                        {
                            Company = text,
                            Site = "",
                            ContactEmail = "",
                            ContactName = "",
                            Words = $"x {text} x",
                        },
                        CandidateSource.Added,
                        Ct
                    )
            );
            var line = TypedText.Line(text);
            if (line.Length is 0 or > 120 || text.Length > 1990)
            {
                added.Problem!.Kind.ShouldBe(ProblemKind.Invalid, text);
                continue;
            }
            added.Problem.ShouldBeNull(text);
            (await story.Load(added.Value)).Company.ShouldBe(line);
            n++;
        }
        TestContext.Current.SendDiagnosticMessage($"{n} kept.");
    }

    private const CandidateState Prospect = CandidateState.Prospect;
    private const CandidateState Waiting = CandidateState.Waiting;

    // What other tests sent is looked at in their month, and nobody waits.
    private async Task MonthOfItsOwn()
    {
        await story.Publish(RecruitmentStory.Open);
        await house.Work();
        await story.Sweep();
        NextMonth();
    }

    private void NextMonth()
    {
        var now = house.Clock.Now;
        house.Clock.Advance(new DateTimeOffset(now.Year, now.Month, 1, 12, 0, 0, TimeSpan.Zero).AddMonths(1) - now);
    }

    private async Task<List<CandidateState>> States(IEnumerable<string> numbers)
    {
        var states = new List<CandidateState>();
        foreach (var number in numbers)
            states.Add((await story.Load(number)).State);
        return states;
    }
}
