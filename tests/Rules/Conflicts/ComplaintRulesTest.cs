using Entente.Conflicts.Rules;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Conflicts;

/// <summary>What may be brought as a complaint, by when and by whom it is answered, what the answer says, and when it is a signal of a conflict.</summary>
public sealed class ComplaintRulesTest
{
    private static readonly Entente.Platform.Time.BusinessCalendar London = Policy.Default.Calendar("Europe/London");
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_has_a_reason_and_words_of_some_length()
    {
        Complaining.Fault(null, "x")!.Code.ShouldBe("complaint.no_reason");
        Complaining.Fault((ComplaintReason)99, "x")!.Code.ShouldBe("complaint.no_reason");
        Complaining.Fault(ComplaintReason.TookTooLong, "")!.Code.ShouldBe("complaint.no_words");
        Complaining.Fault(ComplaintReason.TookTooLong, new('x', Complaining.LongestWords)).ShouldBeNull();
        Complaining.Fault(ComplaintReason.TookTooLong, new('x', Complaining.LongestWords + 1))!.Code.ShouldBe("complaint.too_long");
    }

    [Fact]
    public void One_waits_about_a_registration_and_three_are_taken_a_day()
    {
        Complaining.Limit(null, Complaining.MostADay - 1).ShouldBeNull();
        Complaining.Limit(null, Complaining.MostADay)!.Code.ShouldBe("complaint.too_many");
        var open = Complaining.Limit("FC-3", 0)!;
        (open.Code, open.Message).ShouldBe(
            ("complaint.one_open", "FC-3 about this registration is not answered yet. Wait for our answer, then complain again.")
        );
    }

    [Fact]
    public void It_is_answered_within_five_business_days_and_reminded_of_at_half_and_at_the_breach() =>
        Prop.ForAll(
                Gen.Choose(0, 2_000).ToArbitrary(),
                hours =>
                {
                    var made = Tuesday.AddHours(hours);
                    var due = Complaining.AnswerBy(made, London);
                    var half = CaseClock.Next(made, due, CaseMark.None, London)!.Value;
                    return due > made
                        && London.IsBusinessDay(due)
                        && made <= half
                        && half < due
                        && CaseClock.Next(made, due, CaseMark.Half, London) == due
                        && CaseClock.Next(made, due, CaseMark.Late, London) is null;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_decided_does_not_answer_and_everybody_else_may()
    {
        PersonId[] people = [.. Enumerable.Range(1, 3).Select(n => new PersonId(Id(n)))];

        Complaining.MayAnswer(people[0], people).ShouldBeFalse();
        Complaining.MayAnswer(people[0], people[1..]).ShouldBeTrue();
        Complaining.MayAnswer(null, people).ShouldBeTrue("Entente itself decided nothing");
    }

    [Fact]
    public void The_answer_is_made_of_the_readers_own_facts()
    {
        var right = ComplaintLetters.Of(new("FC-3", "DR-7", true, "We were late."));
        var fair = ComplaintLetters.Of(new("FC-3", null, false, "It was in time."));

        right.Subject.ShouldBe("FC-3 about DR-7: you were right to complain");
        right.Verdict.ShouldBe("You were right: this was not fair.");
        right.Paragraphs[0].ShouldBe("We were late.");
        (fair.Subject, fair.Verdict).ShouldBe(("FC-3: your complaint is answered", "We looked into it and find that it was fair."));
        fair.Paragraphs.ShouldBe(["It was in time."]);
    }

    [Theory]
    [InlineData("Vantora was first", "Vantora")]
    [InlineData("See dr-2044", "DR-2044")]
    [InlineData("Norvale Partners had it", "Norvale Partners")]
    [InlineData("The Norvale road is closed", null)]
    [InlineData("Kestrel Quay was heard, and Kestrel too", null)]
    [InlineData("An advantorage", null)]
    public void Words_of_the_answer_name_no_other_side(string words, string? found) =>
        ComplaintLetters
            .Names(words, "Kestrel Quay", [("Vantora Systems", "DR-2044"), ("Kestrel Labs", null)], ["Norvale Partners"])
            .ShouldBe(found);

    [Fact]
    public void Alone_it_is_only_a_complaint()
    {
        var own = Claim(1, 1);

        Signals([Complaint(own)], [own], []).ShouldBeEmpty();
        Signals([Complaint(own)], [own, Claim(2, 1)], []).ShouldBeEmpty("another claim of its own");
        Signals([Complaint(own with { Deal = Id(7) })], [own], [Deal(7)]).ShouldBeEmpty("its own deal");
        Signals([Complaint(own)], [own], [Deal(7) with { Partners = [new(new(Id(1)), "One", 1, "reseller")] }])
            .ShouldBeEmpty("a deal in which it has a part");
        Signals([], [own, Claim(2, 2)], []).ShouldBeEmpty("nobody complains");
    }

    [Fact]
    public void Beside_another_claim_or_an_open_deal_it_is_a_signal_whether_or_not_its_own_claim_stands()
    {
        var own = Claim(1, 1);

        var beside = Signals([Complaint(own)], [own, Claim(2, 2)], []).ShouldHaveSingleItem();
        (beside.Code, beside.Kind, beside.Key).ShouldBe((SignalCode.FairnessComplaint, ConflictKind.Horizontal, $"complaint:{Id(50):N}"));
        beside.Sentence.ShouldBe("Partner 1 complains with FC-50 about DR-1 on Aldermere: somebody else was preferred.");
        Signals([Complaint(own)], [Claim(2, 2)], []).ShouldHaveSingleItem("its own claim was declined");
        Signals([Complaint(own)], [], [Deal(7)]).ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.Vertical);
        Signals([Complaint(own)], [Claim(2, 2)], [Deal(7)]).Single().Kind.ShouldBe(ConflictKind.Horizontal);
        Signals([Complaint(own) with { Reason = ComplaintReason.WentDirect }], [Claim(2, 2)], [Deal(7)])
            .Single()
            .Kind.ShouldBe(ConflictKind.Vertical, "a rep went direct, and there is the deal");
        Signals([Complaint(own)], [Claim(2, 2) with { Motion = "services" }], []).Single().Kind.ShouldBe(ConflictKind.MultiChannel);
    }

    [Fact]
    public void Prices_held_beyond_a_protection_or_a_complaint_keep_a_side_of_whoever_stands_no_more()
    {
        var (over, live) = (
            Claim(1, 1) with
            {
                Lapsed = true,
                Offer = OfferFact.None with { HeldUntil = Tuesday.AddDays(1) },
            },
            Claim(2, 2)
        );
        var facts = new CompanyFacts("Aldermere", [live], [], [], [], []) { Ended = [over] };

        Sides(facts).ShouldBe([(Party.OfClaim(live.Id), false), (Party.OfClaim(over.Id), true)]);
        Sides(facts with { Ended = [over with { Offer = OfferFact.None }] }).ShouldBe([(Party.OfClaim(live.Id), false)]);
        Sides(facts with { Ended = [], Complaints = [Complaint(over)] }).Count.ShouldBe(2);
        Sides(facts with { Ended = [over], Complaints = [Complaint(over)] }).Count.ShouldBe(2, "once");
        Sides(facts with { Claims = [live, Claim(3, 1)] }).Count.ShouldBe(2, "it claims anew, and stands by that");

        static List<(string, bool)> Sides(CompanyFacts of) =>
            [.. Parties.Of(of, new WatchTerms(60, new(2026, 3, 10)), Tuesday).Select(p => (p.Key, p.Lingers))];
    }

    [Fact]
    public void The_rows_of_the_reasons_add_up_and_their_order_changes_nothing() =>
        Prop.ForAll(
                Runs.ListOf().ToArbitrary(),
                runs =>
                {
                    var made = ComplaintFigures.Of([.. runs], Tuesday);
                    var other = ComplaintFigures.Of([.. Enumerable.Reverse(runs)], Tuesday);
                    return made.Open + made.Answered == made.Complaints
                        && made.Upheld <= made.Answered
                        && made.Reasons.Sum(r => r.Complaints) == made.Complaints
                        && made.Reasons.Sum(r => r.Open) == made.Open
                        && made.Reasons.Sum(r => r.Upheld) == made.Upheld
                        && made.Reasons.Sum(r => r.Late) == made.Late
                        && made.Reasons.SequenceEqual(other.Reasons);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_answered_in_the_last_moment_of_its_promise_is_in_time()
    {
        var run = new ComplaintRun(ComplaintReason.TookTooLong, Tuesday.AddDays(-9), Tuesday, null, null);

        Late(run, Tuesday).ShouldBe(0);
        Late(run, Tuesday.AddTicks(1)).ShouldBe(1);
        Late(run with { AnsweredAt = Tuesday, Upheld = false }, Tuesday.AddDays(9)).ShouldBe(0);

        static int Late(ComplaintRun of, DateTimeOffset now) => ComplaintFigures.Of([of], now).Late;
    }

    private static Gen<ComplaintRun> Runs =>
        from reason in Gen.Elements(Enum.GetValues<ComplaintReason>())
        from upheld in Gen.Elements<bool?>(null, true, false)
        from ago in Gen.Choose(0, 400)
        from took in Gen.Choose(1, 200)
        let at = Tuesday.AddHours(-ago)
        select new ComplaintRun(reason, at, at.AddDays(7), upheld is null ? null : at.AddHours(took), upheld);

    private static List<Signal> Signals(List<ComplaintFact> complaints, List<ClaimFact> claims, List<DealFact> deals) =>
        [.. ComplaintSignals.Of(complaints, claims, deals, "Aldermere")];

    private static ComplaintFact Complaint(ClaimFact about) => new(Id(50), "FC-50", ComplaintReason.OtherPreferred, about);

    private static ClaimFact Claim(int id, int partner) =>
        new(Id(id), $"DR-{id}", new(Id(partner)), $"Partner {partner}", "reseller", 1, false, true, Tuesday, Tuesday, null, null, null);

    private static DealFact Deal(int id) => new(Id(id), "Plants", "Tess", [], [], Tuesday, Tuesday, null);

    private static Guid Id(int n) => new(n, 4, 0, new byte[8]);
}
