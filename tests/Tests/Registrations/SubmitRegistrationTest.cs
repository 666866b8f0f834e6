using System.Text.Json;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed class SubmitRegistrationTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_claim_gets_a_number_a_date_and_is_in_review()
    {
        var story = await RegistrationStory.In(house);

        var receipt = (await story.Submit(story.Ines, RegistrationStory.Claim("Aldermere Foods"))).Value;

        receipt.Number.ShouldStartWith("DR-");
        receipt.DueAt.ShouldBe(house.Clock.Now.AddDays(4), "Thursday 10:20, two business days through the weekend: Monday 10:20");
        var kept = await story.Load(receipt.Number);
        (kept.State, kept.PartnerId, kept.SubmittedBy, kept.Amount).ShouldBe(
            (RegistrationState.InReview, story.Kestrel, story.Ines.Person, new Money(84_000_00, "EUR"))
        );
        kept.Steps.OrderBy(s => s.Position).Select(s => s.To).ShouldBe([RegistrationState.Submitted, RegistrationState.InReview]);
    }

    [Fact]
    public async Task Leads_are_counted_by_themselves_and_numbers_rise()
    {
        var story = await RegistrationStory.In(house);

        var first = (await story.Submit(story.Ines, RegistrationStory.Claim("Lead One") with { Kind = RegistrationKind.Lead }))
            .Value
            .Number;
        var second = (await story.Submit(story.Ines, RegistrationStory.Claim("Lead Two") with { Kind = RegistrationKind.Lead }))
            .Value
            .Number;

        first.ShouldStartWith("LR-");
        string.CompareOrdinal(second, first).ShouldBePositive();
    }

    [Fact]
    public async Task A_double_click_registers_once_and_both_get_the_same_answer()
    {
        var story = await RegistrationStory.In(house);
        var claim = RegistrationStory.Claim("Doubleton");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => story.Submit(story.Ines, claim, "one-form")));

        answers.Select(a => a.Value).Distinct().Count().ShouldBe(1);
        (await Count(r => r.Company == "Doubleton")).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_sent_again_days_later_gets_the_first_answer_whatever_it_says_now()
    {
        var story = await RegistrationStory.In(house);
        var first = await story.Submit(story.Ines, RegistrationStory.Claim("Resentful"), "re-sent");

        var again = await story.Submit(story.Ines, RegistrationStory.Claim("Resentful") with { Company = "" }, "re-sent");

        again.Value.ShouldBe(first.Value);
    }

    [Fact]
    public async Task The_same_submission_id_of_another_partner_is_another_submission()
    {
        var story = await RegistrationStory.In(house);
        var ours = await story.Submit(story.Ines, RegistrationStory.Claim("Coincidence A"), "same-id");

        var theirs = await story.Submit(story.Jonah, RegistrationStory.Claim("Coincidence B"), "same-id");

        theirs.Value.Number.ShouldNotBe(ours.Value.Number);
        theirs.Value.Company.ShouldBe("Coincidence B");
    }

    [Fact]
    public async Task Two_partners_who_claim_one_company_in_the_same_second_are_both_received_and_only_one_is_clear()
    {
        for (var round = 0; round < 8; round++)
        {
            var story = await RegistrationStory.In(house);
            var claim = RegistrationStory.Claim($"Contested {round}");

            var both = await Task.WhenAll(story.Submit(story.Ines, claim), story.Submit(story.Jonah, claim));

            var traces = await Task.WhenAll(both.Select(b => story.Trace(b.Value.Number)));
            traces.Count(t => Registration(t).Severity is Severity.Info).ShouldBe(1, "exactly one found nobody before it");
            traces.Count(t => Registration(t).Severity is Severity.Warn).ShouldBe(1, "the other one shows the first");
        }
    }

    [Fact]
    public async Task A_partners_own_receipt_is_the_same_whether_the_company_is_taken_or_free()
    {
        var story = await RegistrationStory.In(house);
        await story.Approved(story.Jonah, "Taken Already");

        var taken = (await story.Submit(story.Ines, RegistrationStory.Claim("Taken Already"))).Value;
        var free = (await story.Submit(story.Ines, RegistrationStory.Claim("Nobodys Yet"))).Value;

        taken.DueAt.ShouldBe(free.DueAt);
        (await story.Load(taken.Number)).State.ShouldBe((await story.Load(free.Number)).State);
    }

    [Fact]
    public async Task A_company_of_another_workspace_is_no_duplicate_here()
    {
        var (here, there) = (await RegistrationStory.In(house), await RegistrationStory.In(house, house.Other));
        await there.Approved(there.Ines, "Elsewhere Ltd");

        var number = await here.Submitted(here.Ines, "Elsewhere Ltd");

        Registration(await here.Trace(number)).Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public async Task What_is_missing_is_named_field_by_field_and_nothing_is_kept()
    {
        var story = await RegistrationStory.In(house);

        var refused = await story.Submit(
            story.Ines,
            RegistrationStory.Claim("Half Filled") with
            {
                Amount = null,
                Consent = false,
                Problem = " ",
            }
        );

        refused.Problem!.Fields!.Keys.ShouldBe(["amount", "consent", "problem"], ignoreOrder: true);
        (await Count(r => r.Company == "Half Filled")).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_company_twice_by_one_partner_is_refused_with_the_first_number()
    {
        var story = await RegistrationStory.In(house);
        var first = await story.Submitted(story.Ines, "Eager Buyer");

        var second = await story.Submit(story.Ines, RegistrationStory.Claim("EAGER BUYER Ltd."));

        second.Problem!.Code.ShouldBe("registration.already_yours");
        second.Problem.Message.ShouldContain(first);
    }

    [Fact]
    public async Task A_guest_registers_nothing_and_staff_only_in_a_partners_name()
    {
        var story = await RegistrationStory.In(house);
        var claim = RegistrationStory.Claim("By Whom");

        (await story.Submit(Actor.Guest(house.Corvane.Id), claim)).Problem!.Code.ShouldBe("registration.partners_only");
        (await story.Submit(story.Maren, claim)).Problem!.Code.ShouldBe("registration.partners_only");
        var onBehalf = await house.Act<SubmitRegistration, Result<Receipt>>(
            story.Maren,
            u => u.Run(new(claim, "on-behalf", story.Vantora), RegistrationStory.Ct)
        );
        (await story.Load(onBehalf.Value.Number)).PartnerId.ShouldBe(story.Vantora);
    }

    [Fact]
    public async Task The_audit_says_who_registered_what_and_through_what()
    {
        var story = await RegistrationStory.In(house);
        var registration = await story.Load(await story.Submitted(story.Ines, "Well Audited"));

        await using var scope = house.As(house.Corvane);
        var entry = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .Include(a => a.Values)
            .SingleAsync(a => a.SubjectId == registration.Id.Value && a.Action == "registration.created", RegistrationStory.Ct);

        entry.Channel.ShouldBe(Channel.Link);
        entry.Values.ShouldContain(v => v.Field == "Company" && v.After == "Well Audited");
    }

    [Fact]
    public async Task Any_string_survives_as_company_contact_and_problem()
    {
        var story = await RegistrationStory.In(house);
        var strings = NaughtyStrings();
        if (strings.Count == 0)
            return;
        foreach (var (text, i) in strings.Select((s, i) => (s, i)))
        {
            var claim = RegistrationStory.Claim($"Naughty {i}");
            var sent = await story.Submit(
                story.Ines,
                claim with
                {
                    Company = $"{i} {text}",
                    ContactName = text,
                    ContactRole = text,
                    Problem = $"x {text} x",
                    Product = text,
                    Domain = null,
                    ContactEmail = $"a{i}@naughty{i}.example",
                }
            );
            if (text.Length > ClaimReader.LongestLine - 10)
            {
                sent.Problem!.Fields!["company"].ShouldContain("within 200 characters");
                continue;
            }
            sent.Problem.ShouldBeNull(text);
            var kept = await story.Load(sent.Value.Number);
            kept.Company.ShouldBe(ClaimReader.OneLine($"{i} {text}"));
            kept.ContactName.ShouldBe(ClaimReader.OneLine(text));
            kept.Problem.ShouldBe($"x {text} x".ReplaceLineEndings("\n"));
        }
    }

    internal static IReadOnlyList<string> NaughtyStrings()
    {
        var folder = Environment.GetEnvironmentVariable("ENTENTE_SUITES") ?? Path.Combine(Repository(), "..", "shared", "suites");
        var file = Path.Combine(folder, "text", "blns.json");
        if (!File.Exists(file))
        {
            TestContext.Current.SendDiagnosticMessage($"No suite at {file}: nothing to hold the texts against.");
            return [];
        }
        var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))!;
        TestContext.Current.SendDiagnosticMessage($"{strings.Length} naughty strings.");
        strings.Length.ShouldBeGreaterThanOrEqualTo(500);
        return strings;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    private static Finding Registration(StoredTrace trace) => trace.Findings.Single(f => f.Code == FindingCodes.Registration);

    private async Task<int> Count(System.Linq.Expressions.Expression<Func<Registration, bool>> which)
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Registration>().CountAsync(which, RegistrationStory.Ct);
    }
}
