using Entente.Platform.Time;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.WhatIf;
using Entente.Rules.Registrations.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>What a protection loses without evidence, as laws.</summary>
public sealed class DecayTest
{
    private static readonly DateTimeOffset Start = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly BusinessCalendar Calendar = Policy.Default.Calendar("Europe/Berlin");

    private static Arbitrary<(EvidenceRule Rule, int Window)> Drawn =>
        (
            from days in Gen.Choose(14, 60)
            from takes in Gen.Elements(0, 1, 7, 30, 400)
            from window in Gen.Choose(20, 300)
            select (new EvidenceRule(days, takes), window)
        ).ToArbitrary();

    private static Arbitrary<int[]> Moments => Gen.Choose(0, 400).ListOf(6).Select(days => days.Order().ToArray()).ToArbitrary();

    [Fact]
    public void Evidence_in_time_loses_nothing() =>
        Prop.ForAll(
                Drawn,
                Gen.Choose(1, 60).ToArbitrary(),
                (d, every) =>
                {
                    var window = Met(d.Rule, d.Window);
                    for (var day = 0; day < 300; day += Math.Min(every, d.Rule.Days))
                        window = window.Decayed(Calendar, Start.AddDays(day)).Proved(Start.AddDays(day), Calendar);
                    return window.End == Met(d.Rule, d.Window).End
                        && (window.End <= Start.AddDays(200) || window.At(Start.AddDays(200)) is ProtectionState.Active);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Words_alone_put_nothing_off() =>
        Prop.ForAll(
                Drawn,
                Moments,
                (d, said) =>
                {
                    var window = Met(d.Rule, d.Window);
                    var heard = said.Aggregate(window, (w, day) => w.Heard(Start.AddDays(day), Policy.Default, Calendar));
                    return heard.EvidenceBy == window.EvidenceBy && heard.End == window.End;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Looking_once_or_often_takes_the_same_and_never_more_than_was_there_when_it_was_missing() =>
        Prop.ForAll(
                Drawn,
                Moments,
                (d, looks) =>
                {
                    var window = Met(d.Rule, d.Window);
                    var often = looks.Aggregate(window, (w, day) => w.Decayed(Calendar, Start.AddDays(day)));
                    var once = window.Decayed(Calendar, Start.AddDays(looks[^1]));
                    return often == once
                        && once.Decayed(Calendar, Start.AddDays(looks[^1])) == once
                        && once.End <= window.End
                        && once.HoldBy <= once.End
                        && (once.End == window.End || once.End >= window.EvidenceBy)
                        && (d.Rule.Takes > 0 || once == window);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Each_time_takes_exactly_its_days_of_the_calendar_also_over_a_change_of_the_clocks()
    {
        var window = Met(new(30, 15), 120);
        var last = Calendar.DateAt(window.End.AddTicks(-1));

        var once = window.Decayed(Calendar, window.EvidenceBy!.Value);
        var twice = once.Decayed(Calendar, once.EvidenceBy!.Value);

        window.Decayed(Calendar, window.EvidenceBy.Value.AddTicks(-1)).ShouldBe(window);
        Calendar.DateAt(once.End.AddTicks(-1)).ShouldBe(last.AddDays(-15));
        Calendar.DateAt(twice.End.AddTicks(-1)).ShouldBe(last.AddDays(-30));
        (Calendar.DateAt(once.EvidenceBy.Value).DayNumber - Calendar.DateAt(window.EvidenceBy.Value).DayNumber).ShouldBe(30);
    }

    [Fact]
    public void Postponing_an_extension_and_evidence_bring_nothing_nearer() =>
        Prop.ForAll(
                Drawn,
                Gen.Choose(-10, 300).ToArbitrary(),
                Gen.Choose(0, 60).ToArbitrary(),
                (d, day, more) =>
                {
                    var before = Met(d.Rule, d.Window);
                    var postponed = before.Postponed(Calendar.DateAt(Start).AddDays(day), Policy.Default, Calendar);
                    var proved = before.Proved(Start.AddDays(day), Calendar);
                    var longer = before with { End = Extending.End(before, more, Calendar) };
                    return postponed.EvidenceBy >= before.EvidenceBy
                        && postponed.End == before.End
                        && proved.EvidenceBy >= before.EvidenceBy
                        && proved.End == before.End
                        && longer.EvidenceBy == before.EvidenceBy
                        && longer.End >= before.End;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Looking_when_told_to_misses_neither_the_warning_nor_the_loss() =>
        Prop.ForAll(
                Drawn,
                d =>
                {
                    var window = Met(d.Rule, d.Window);
                    var policy = Of(d.Rule);
                    if (window.EvidenceBy >= window.End)
                        return window.WarnOfDecay(policy, Calendar) is null;
                    var warn = window.WarnOfDecay(policy, Calendar);
                    return window.NextLook(policy, Calendar, 0) <= (warn ?? window.EvidenceBy)
                        && window.NextLook(policy, Calendar, 0, null, window.EvidenceBy) <= window.EvidenceBy
                        && (warn is null || (warn < window.EvidenceBy && warn > window.Start))
                        && (
                            d.Rule.Takes > 0
                                ? window.Decayed(Calendar, window.EvidenceBy!.Value).End < window.End
                                : window.At(window.EvidenceBy!.Value) is ProtectionState.Released
                                    && window.Released(window.EvidenceBy.Value) is ReleaseCause.NoEvidence
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_came_first_is_why_it_was_released()
    {
        var window = Met(new(20), 200) with { QuietBy = Start.AddDays(40) };
        window.Released(Start.AddDays(50)).ShouldBe(ReleaseCause.NoEvidence);
        (window with { QuietBy = Start.AddDays(10) }).Released(Start.AddDays(50)).ShouldBe(ReleaseCause.Silence);
        (window with { NextStepAt = null }).Released(Start.AddDays(50)).ShouldBe(ReleaseCause.NoFirstMeeting);
        window.Released(Start.AddDays(15)).ShouldBeNull();
    }

    [Fact]
    public void Without_such_a_rule_a_protection_is_what_it_was() =>
        Prop.ForAll(
                Gen.Choose(1, 300).ToArbitrary(),
                Moments,
                (days, looks) =>
                {
                    var window = Protection.Open(days, Policy.Default, Calendar, Start);
                    return window.EvidenceBy is null
                        && looks.All(l => window.Decayed(Calendar, Start.AddDays(l)).Proved(Start.AddDays(l), Calendar) == window);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_that_asks_too_early_or_takes_without_asking_is_refused()
    {
        static string Base(EvidenceRule rule) => PolicyCheck.Wrong(Of(rule))["decayDays"];
        static string Rule(params PolicyRule[] rules) =>
            PolicyCheck.Wrong(Policy.Default with { Rules = rules }).Values.ShouldHaveSingleItem();
        PolicyCheck.Wrong(Of(new(30, 10))).ShouldBeEmpty();
        Base(new(10)).ShouldContain("The first meeting may be on record within 14 days");
        Base(new(5)).ShouldContain("told 7 days before");
        Base(new(0, 5)).ShouldContain("or take nothing off");
        Base(new(400)).ShouldBe("Choose between 0 and 365 days.");
        Rule(new PolicyRule("A", new(RegistrationKind.Lead)) { Evidence = new(10) }).ShouldContain("first meeting");
        Rule(
                new PolicyRule("Slow", new(Countries: ["DE"])) { HoldDays = 40 },
                new PolicyRule("Fast", new(RegistrationKind.Deal)) { Evidence = new(30) }
            )
            .ShouldContain("within 40 days");
        PolicyCheck
            .Wrong(
                Of(new(30)) with
                {
                    Rules = [new("Quiet trade", new(Countries: ["DE"])) { HoldDays = 40, Evidence = EvidenceRule.Never }],
                }
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void It_reads_in_the_rule_on_the_page_and_in_what_would_differ()
    {
        PolicyWords
            .Rule(new("Deals", new(RegistrationKind.Deal)) { Evidence = new(30, 15) })
            .ShouldBe("Every deal: ends 15 days sooner after every 30 days without evidence.");
        PolicyWords
            .Of(Of(new(45)))
            .Select(s => s.Text)
            .ShouldContain(
                "A protection is released after 45 days without evidence, however much is said meanwhile; evidence is a meeting, a proposal, a further stage in the CRM, a file with an answer or the customer’s own word. We say so 7 days before."
            );
        var moment = new VerdictMoment(Draw.Now, Draw.Now, Draw.Now, null, "Europe/London");
        ClaimVerdict Under(Policy policy) => ClaimVerdict.Of(Draw.Clear, policy, 1, moment);
        var (never, releases, shortens) = (Under(Policy.Default), Under(Of(new(45))), Under(Of(new(45, 10))));
        Differences
            .AtApproval(never, releases, "Europe/London")
            .ShouldHaveSingleItem()
            .ShouldBe(new(DifferenceKind.Date, "Loses nothing without evidence", "Evidence by 26 Apr 2026, else released", Favour.Loses));
        Differences.AtApproval(releases, shortens, "Europe/London").ShouldHaveSingleItem().Favour.ShouldBe(Favour.Gains);
        Differences.AtApproval(releases, releases, "Europe/London").ShouldBeEmpty();
    }

    private static Policy Of(EvidenceRule rule) => Policy.Default with { Decay = Policy.Default.Decay with { Rule = rule } };

    private static Protection Met(EvidenceRule rule, int days) =>
        Protection.Open(days, Of(rule), Calendar, Start) with
        {
            NextStepAt = Start,
        };
}
