using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Import;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Files of claims: a verdict for every row before anything is saved, nothing doubled, nothing lost.</summary>
public sealed partial class ImportTest(House house) : IClassFixture<House>
{
    private const string Head = "Company,Website,Contact,Contact e-mail,Value,Expected close,Need,Stage,Consent";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_gets_its_verdict_with_line_and_reason_and_nothing_is_registered_until_somebody_says_so()
    {
        var story = await RegistrationStory.In(house);
        var text = $"{Head}\r\n{Row("Verdict One")}\n{Row("Verdict Two", amount: "lots")}\n\n{Row("VERDICT ONE Ltd")}\n{Row("", "x")}\n";

        var file = await Judged(story.Ines, text);

        var view = await Show(story.Ines, file);
        view.Rows.Select(r => (r.Line, r.Verdict))
            .ShouldBe([(2, RowVerdict.Ready), (3, RowVerdict.Bad), (5, RowVerdict.Repeated), (6, RowVerdict.Bad)]);
        view.Rows[1].Reasons.ShouldHaveSingleItem().ShouldBe(new RowReason("amount", "Write the amount in figures, such as 84,000."));
        view.Rows[2].Reasons[0].Text.ShouldBe("Line 2 claims the same company.");
        (await Claimed(story.Kestrel)).ShouldBeEmpty("nothing is saved before its sender says so");

        (await Act(story.Ines, a => a.Send(file, looks: false, Ct))).Problem.ShouldBeNull();
        await house.Work();

        (await Claimed(story.Kestrel)).ShouldBe(["Verdict One"]);
        var done = await Show(story.Ines, file);
        (done.File.State, done.Sent, done.Refused).ShouldBe((ImportState.Done, 1, 0));
        done.Rows[0].Number.ShouldStartWith("DR-");
        (await story.Load(done.Rows[0].Number!)).SubmittedBy.ShouldBe(story.Ines.Person);
    }

    [Fact]
    public async Task A_row_with_an_unknown_currency_or_a_close_date_long_past_says_so_beside_its_column()
    {
        var story = await RegistrationStory.In(house);
        var file = await Judged(
            story.Ines,
            $"{Head},Currency\n{Row("Odd Money")},ZZZ\n{Row("Usual Money")},usd\n{Row("Long Ago").Replace("2026-05-29", "2020-01-31", StringComparison.Ordinal)},EUR\n"
        );

        var view = await Show(story.Ines, file);

        view.Rows.Select(r => r.Verdict).ShouldBe([RowVerdict.Bad, RowVerdict.Ready, RowVerdict.Bad]);
        view.Rows[0].Reasons.ShouldHaveSingleItem().ShouldBe(new RowReason("amount", "Name an ISO currency that is in use, such as EUR."));
        view.Rows[2]
            .Reasons.ShouldHaveSingleItem()
            .ShouldBe(new RowReason("closeDate", "This lies in the past. When do you expect the order?"));
    }

    [Fact]
    public async Task The_same_file_again_is_the_same_file_and_a_row_that_was_received_is_not_doubled()
    {
        var story = await RegistrationStory.In(house);
        var text = $"{Head}\n{Row("Again One")}\n";
        var first = await Judged(story.Ines, text);
        await Act(story.Ines, a => a.Send(first, false, Ct));
        await house.Work();

        (await Upload(story.Ines, text)).Value.ShouldBe(first);
        var second = await Judged(
            story.Ines,
            $"{Head};Misc\n".Replace(',', ';') + $"{Row("Again One")},\n{Row("Again Two")},more\n".Replace(',', ';')
        );

        var view = await Show(story.Ines, second);
        view.Rows.Select(r => r.Verdict).ShouldBe([RowVerdict.Known, RowVerdict.Ready]);
        view.Rows[0].Reasons[0].Text.ShouldStartWith("Received before, as DR-");
        await Act(story.Ines, a => a.Send(second, true, Ct));
        await house.Work();
        (await Claimed(story.Kestrel)).ShouldBe(["Again One", "Again Two"]);
    }

    [Fact]
    public async Task Staff_name_the_partner_by_name_domain_or_number_and_see_what_was_found()
    {
        var story = await RegistrationStory.In(house);
        await story.Submitted(story.Jonah, "Contested Row");
        var kestrel = story.Ines.Partner!.Value;
        var domain = story.InesEmail.Split('@')[1];
        var text =
            $"Partner,{Head}\n{domain},{Row("Contested Row")}\n{kestrel.Short()},{Row("By Number")}\nNobody Knows,{Row("Lost")}\n,{Row("Unnamed")}\n";

        var file = await Judged(story.Maren, text);

        var view = await Show(story.Maren, file);
        view.Rows.Select(r => r.Verdict).ShouldBe([RowVerdict.Look, RowVerdict.Ready, RowVerdict.Bad, RowVerdict.Bad]);
        view.Rows[0].Reasons.ShouldContain(r => r.Text.Contains("Another partner claims this company"));
        view.Rows[0].Reasons.Count(r => r.Text == RowJudge.RulingOnItsPage).ShouldBe(1, "said once");
        view.Rows[0].Reasons.ShouldNotContain(r => r.Text.Contains("ruling below"), "there is none below a row");
        view.Rows[0].Partner.ShouldStartWith("Kestrel Quay");
        view.Rows[2].Reasons[0].ShouldBe(new RowReason("partner", "No partner is called Nobody Knows."));
        await Act(story.Maren, a => a.Send(file, looks: true, Ct));
        await house.Work();
        (await Claimed(story.Kestrel)).ShouldBe(["By Number", "Contested Row"]);
    }

    [Fact]
    public async Task A_partner_reads_the_same_verdict_whether_somebody_else_holds_the_company_or_nobody()
    {
        var story = await RegistrationStory.In(house);
        await story.Approved(story.Jonah, "Held Elsewhere");

        var file = await Judged(story.Ines, $"{Head}\n{Row("Held Elsewhere")}\n{Row("Held Nowhere")}\n");

        var rows = (await Show(story.Ines, file)).Rows;
        rows.Select(r => (r.Verdict, r.Reasons.Count)).ShouldBe([(RowVerdict.Ready, 0), (RowVerdict.Ready, 0)]);
    }

    [Fact]
    public async Task A_file_is_seen_by_its_own_side_alone()
    {
        var story = await RegistrationStory.In(house);
        var own = await Judged(story.Ines, $"{Head}\n{Row("Private One")}\n");
        var staff = await Judged(story.Maren, $"Partner,{Head}\n{story.InesEmail.Split('@')[1]},{Row("Private Two")}\n");

        (await Load(story.Jonah, own)).ShouldBeNull("another partner");
        (await Load(story.Ines, staff)).ShouldBeNull("staff's file, about this very partner");
        (await Load(story.Maren, own)).ShouldBeNull("what a partner prepares is its own");
        (await Act(story.Jonah, a => a.Send(own, true, Ct))).Problem!.Code.ShouldBe("registration.no_such_file");
    }

    [Fact]
    public async Task Names_that_are_judged_and_never_sent_count_as_looked_up()
    {
        var story = await RegistrationStory.In(house);
        var text = $"{Head}\n{string.Join('\n', Enumerable.Range(0, 60).Select(n => Row($"Sounding {Letters(n)}")))}\n";
        var file = await Judged(story.Ines, text);
        (await Alarms(story.Kestrel)).ShouldBe(0, "its sender still looks at it");

        house.Clock.Advance(RunJudgeImport.Patience);
        await house.Work();

        (await Alarms(story.Kestrel)).ShouldBe(1);

        var honest = await Judged(story.Jonah, text.Replace("Sounding", "Honest", StringComparison.Ordinal));
        await Act(story.Jonah, a => a.Send(honest, true, Ct));
        await house.Work();
        house.Clock.Advance(RunJudgeImport.Patience);
        await house.Work();
        (await Alarms(story.Vantora)).ShouldBe(0, "what is registered is not looked up");
    }

    [Fact]
    public async Task Work_that_dies_at_any_moment_goes_on_and_doubles_nothing()
    {
        var story = await RegistrationStory.In(house);
        const int rows = 3 * RunJudgeImport.Batch + 17;
        var text =
            $"{Head}\n{string.Join('\n', Enumerable.Range(0, rows).Select(n => n % 400 == 0 ? Row($"Dying {Letters(n)}") : Row($"Dying {Letters(n)}", amount: "lots")))}\n";
        var file = (await Upload(story.Ines, text)).Value;
        (await Map(story.Ines, file)).Problem.ShouldBeNull();

        await Dying(file, ImportState.Judging, s => s.Run(new JudgeImport(file, 1)));
        var view = await Show(story.Ines, file);
        view.Judged.ShouldBe(rows);
        view.Of(RowVerdict.Ready).ShouldBe((rows + 399) / 400);
        await Act(story.Ines, a => a.Send(file, false, Ct));
        await Dying(file, ImportState.Sending, s => s.Run(new SendImport(file)));

        var claimed = await Claimed(story.Kestrel);
        claimed.Count.ShouldBe((rows + 399) / 400);
        claimed.Distinct().Count().ShouldBe(claimed.Count);
        (await Show(story.Ines, file)).Sent.ShouldBe(claimed.Count);
    }

    [Theory]
    [InlineData("", "registration.no_file")]
    [InlineData("Company\n", "registration.no_header")]
    [InlineData("PK\u0003\u0004", "registration.not_csv")]
    public async Task What_is_no_table_of_claims_is_refused_with_the_reason(string text, string code)
    {
        var story = await RegistrationStory.In(house);

        (await Upload(story.Ines, text)).Problem!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_file_over_the_limits_is_told_the_limit()
    {
        var story = await RegistrationStory.In(house);

        var many = await Upload(story.Ines, "Company\n" + string.Concat(Enumerable.Repeat("a\n", UploadImport.MostRows + 1)));
        many.Problem!.Message.ShouldContain("at most 100,000");
        var large = await Upload(story.Ines, new string('a', UploadImport.MostBytes + 1));
        large.Problem!.Message.ShouldContain("32 MB");
    }

    [Fact]
    public async Task Two_fields_cannot_share_a_column_and_the_company_must_be_there()
    {
        var story = await RegistrationStory.In(house);
        var file = (await Upload(story.Ines, $"{Head}\n{Row("Columns")}\n")).Value;

        var twice = await Act(
            story.Ines,
            a => a.Map(file, new(new Dictionary<string, int> { ["company"] = 0, ["product"] = 0 }, RegistrationKind.Deal, null, true), Ct)
        );
        twice.Problem!.Fields!.Keys.ShouldBe(["product"]);
        var none = await Act(story.Ines, a => a.Map(file, new(new Dictionary<string, int>(), RegistrationKind.Deal, null, true), Ct));
        none.Problem!.Code.ShouldBe("registration.no_company_column");
    }

    [Fact]
    public async Task The_result_holds_every_row_and_runs_nothing_in_a_spreadsheet()
    {
        var story = await RegistrationStory.In(house);
        var file = await Judged(story.Ines, $"{Head}\n{Row("=cmd|' /C calc'!A0")}\n");
        await using var scope = house.As(story.Ines);
        var (_, pieces) = (await scope.ServiceProvider.GetRequiredService<ImportQuery>().Result(file, Ct))!.Value;
        var text = new StringBuilder();
        await foreach (var piece in pieces)
            text.Append(piece);

        text.ToString().ShouldContain("\"'=cmd|' /C calc'!A0\"");
        text.ToString().Split("\r\n").Length.ShouldBe(3);
    }

    // Stops the work after a random while again and again, as a kill would, until it is through.
    private async Task Dying(ImportFileId file, ImportState from, Func<Steps, Task> run)
    {
        var random = new Random(20261121);
        for (var tries = 0; tries < 400; tries++)
        {
            await using var scope = house.As(house.Corvane);
            using var death = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 400)));
            try
            {
                await run(new(scope.ServiceProvider, death.Token));
            }
            catch (OperationCanceledException) { }
            catch (Npgsql.NpgsqlException) when (death.IsCancellationRequested) { }
            await using var look = house.As(house.Corvane);
            var state = await look
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<ImportFile>()
                .Where(f => f.Id == file)
                .Select(f => f.State)
                .SingleAsync(Ct);
            if (state != from)
                return;
        }
        throw new InvalidOperationException("It never came through.");
    }

    private sealed record Steps(IServiceProvider Services, CancellationToken Ct)
    {
        public Task Run(JudgeImport what) => ActivatorUtilities.CreateInstance<RunJudgeImport>(Services).Run(what, Ct);

        public Task Run(SendImport what) => ActivatorUtilities.CreateInstance<RunSendImport>(Services).Run(what, Ct);
    }
}
