using Entente.Platform.Matching;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Rules.Registrations.Policies;
using FsCheck;
using FsCheck.Fluent;
using Json = Entente.Platform.Jobs.Json;

namespace Entente.Rules.Registrations;

/// <summary>What no policy, no order of things and no delay may ever break.</summary>
public sealed class GuaranteesTest
{
    private static readonly VerdictMoment Moment = new(Draw.Now, Draw.Now.AddHours(-3), Draw.Now.AddHours(-3), null, "Europe/London");
    private static readonly PartnerId Holder = Ids.New<PartnerId>(Draw.Now.AddDays(-500));
    private static readonly BusinessCalendar London = Policy.Default.Calendar("Europe/London");

    [Fact]
    public void A_live_protection_of_another_partner_is_never_cleared_by_whatever_policy() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                Gen.Elements(ProtectionState.Conditional, ProtectionState.Active).ToArbitrary(),
                (facts, policy, protection) =>
                {
                    var held = facts with { Registrations = [.. facts.Registrations, Holding(protection)] };
                    var found = Assessment.Of(held, Terms.Of(1, policy, "Europe/London"), Draw.Now);
                    var registration = found.Findings.Single(f => f.Code == FindingCodes.Registration);
                    return registration.Severity is Severity.Block
                        && ClaimVerdict.Of(held, policy, 1, Moment).Automatic is not AutomaticOutcome.Approve
                        && found.Suggestion is not Suggestion.Approve;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_word_about_accounts_clears_another_partners_protection() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Gen.Elements<bool?>(true, false, null).ToArbitrary(),
                (facts, said) =>
                {
                    var judged = facts with
                    {
                        Registrations = [Holding(ProtectionState.Active)],
                        Candidates =
                        [
                            .. facts.Candidates.Select(c => c with { Said = said is { } same ? new(same, null, null, null) : null }),
                        ],
                    };
                    return VendorChecks.Registration(judged, Overlap.Share).Severity is Severity.Block;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Pausing_never_loses_time_what_is_left_at_the_answer_is_what_was_left_at_the_question() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(m => m is >= 0 and < 20_000),
                ArbMap.Default.ArbFor<int>().Filter(m => m is >= 0 and < 60_000),
                (asked, waited) =>
                {
                    var (question, answer) = (Draw.Now.AddMinutes(asked), Draw.Now.AddMinutes(asked + waited));
                    var running = new DecisionClock(Draw.Now, Policy.Default.DecisionTime, [], London);
                    var paused = running with { Stops = [new ClockStop(question, answer)] };
                    return paused.Left(answer) == running.Left(question) && (paused.Due is null || paused.Due >= running.Due);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Postponing_and_every_act_of_the_partner_bring_nothing_nearer() =>
        Prop.ForAll(
                Gen.Choose(1, 200).ToArbitrary(),
                Gen.Choose(-10, 300).ToArbitrary(),
                Gen.Choose(0, 200).ToArbitrary(),
                (days, until, heard) =>
                {
                    var calendar = London;
                    var before = Protection.Open(days, Policy.Default, calendar, Draw.Now).Heard(Draw.Now, Policy.Default, calendar);
                    var postponed = before.Postponed(calendar.DateAt(Draw.Now).AddDays(until), Policy.Default, calendar);
                    var after = before.Heard(Draw.Now.AddDays(heard), Policy.Default, calendar);
                    return postponed.End == before.End
                        && postponed.HoldBy >= before.HoldBy
                        && postponed.QuietBy >= before.QuietBy
                        && after.QuietBy >= before.QuietBy
                        && after.End == before.End;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_workspace_says_of_sites_is_kept_with_the_facts_and_gives_the_same_keys_again() =>
        Prop.ForAll(
                Gen.Elements("acme.example", "shop.host.example", "gmail.com", "ebay.com", "sites.google.com").ToArbitrary(),
                (
                    from a in Gen.Elements<string[]>([], ["host.example"], ["acme.example", "other.example"])
                    from b in Gen.Elements<string[]>([], ["ebay.com"], ["gmail.com"])
                    select (a, b)
                ).ToArbitrary(),
                Gen.Choose(1, 9).ToArbitrary(),
                (site, lists, version) =>
                {
                    var all = new SiteList(version, lists.a, lists.b);
                    var claim = Claims.Bare("Aldermere Foods", site) with { Sites = all };
                    var kept = claim with { Sites = all.About(site) };
                    var read = Json.Read<Claim>(Json.Write(kept));
                    return read.Keys.SequenceEqual(claim.Keys) && kept.Mark == claim.Mark;
                }
            )
            .QuickCheckThrowOnFailure();

    private static RivalFact Holding(ProtectionState protection) =>
        new(
            Guid.CreateVersion7(Draw.Now),
            "DR-0001",
            Holder,
            "Vantora",
            "Aldermere Foods",
            2,
            RegistrationState.Approved,
            protection,
            Draw.Now.AddDays(-20),
            Draw.Now.AddDays(40),
            null
        );
}
