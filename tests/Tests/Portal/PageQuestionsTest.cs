using System.Collections.Concurrent;
using System.Diagnostics;
using Entente.Access;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Entente.Tests.Portal;

/// <summary>
/// A page is made of many parts that know nothing of each other, and what it asks PostgreSQL grows unseen, at half a millisecond each. Whoever
/// comes above one of these numbers finds out what asks twice, or raises it and says why.
/// </summary>
public sealed class PageQuestionsTest(WebHouse web, ITestOutputHelper output) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task Pages_that_are_opened_most_ask_no_more_than_this()
    {
        var story = await RegistrationStory.In(web.House);
        await story.Approved(story.Ines, "Portal View");
        await story.Submitted(story.Ines, "Waiting View");
        await web.Work();
        var (staff, partner) = (await web.Staff(StaffRole.Owner, "asks@corvane.example"), await web.SignIn(story.InesEmail));
        (WebVisitor Who, string Page, int Most)[] budgets =
        [
            (staff, "/w/corvane/today", 68),
            (staff, "/w/corvane/registrations", 23),
            (staff, "/w/corvane/partners", 19),
            (staff, "/w/corvane/pipeline", 25),
            (partner, "/w/corvane/portal", 34),
            (partner, "/w/corvane/portal/deals", 12),
        ];

        foreach (var (who, page, most) in budgets)
        {
            await who.Open(page);
            using var asked = new Questions(new NpgsqlConnectionStringBuilder(web.House.AppConnection).Database!);
            await who.Open(page);
            output.WriteLine($"{page}: {asked.Said.Count}");
            asked.Said.Count.ShouldBeLessThanOrEqualTo(most, $"{page}\n{string.Join('\n', asked.Said)}");
        }
    }

    /// <summary>What is asked in one database, of all that this process asks: tests run beside each other.</summary>
    private sealed class Questions : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly string database;
        private readonly List<IDisposable> heard = [];
        private readonly IDisposable listening;

        public Questions(string database)
        {
            this.database = database;
            listening = DiagnosticListener.AllListeners.Subscribe(this);
        }

        public ConcurrentQueue<string> Said { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
                heard.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData { Command: { Connection.Database: var asked } command } && asked == database)
                Said.Enqueue(command.CommandText.ReplaceLineEndings(" ")[..Math.Min(200, command.CommandText.Length)]);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose()
        {
            listening.Dispose();
            heard.ForEach(h => h.Dispose());
        }
    }
}
