using System.Diagnostics;
using System.Globalization;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Engagement;
using Entente.Engagement.Rules;
using Entente.Engagement.Write;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Bench.Rows;

/// <summary>
/// Telling many: one event told to 500 people through the one door (what each chose is asked, notice and mail are kept), and an announcement to as
/// many as <c>--size</c> says from the press of the button until the last mail stands in the outbox. Beside as many of its rows, copied.
/// </summary>
internal static class TellRow
{
    private const int Each = 20;
    private const int Told = 500;
    private const int Events = 20;

    public static async Task Measure(int size)
    {
        await using var stand = await Stand.Start();
        var staff = await MirrorRows.Staff(stand);
        var partner = await Fill(stand, size);
        Print($"  {await stand.Count("select count(*) from membership where side = 'Partner'"):N0} people at {size / Each:N0} partners");
        await FanOut(stand, partner, alone: true);
        await FanOut(stand, partner, alone: false);
        await Left(stand);
        await Announce(stand, staff, size);
        await Bare(stand, size);
    }

    // One partner and one person by the use cases; the others are their copies.
    private static async Task<PartnerId> Fill(Stand stand, int size)
    {
        var first = await MirrorRows.PartnerPerson(stand, "p0@quarry.example", "Person 0");
        foreach (var sql in Copies(size))
            await stand.Ask(sql);
        return first.Partner!.Value;
    }

    private static string[] Copies(int size) =>
        [
            $$"""
                insert into partner select (jsonb_populate_record(p, jsonb_build_object('partner_id', gen_random_uuid(), 'name', 'Quarry ' || n))).*
                  from partner p, generate_series(1, {{(size / Each) - 1}}) n
                """,
            """
                insert into enrollment select (jsonb_populate_record(e, jsonb_build_object('partner_id', p.partner_id))).*
                  from enrollment e, partner p where p.name <> 'Quarry'
                """,
            $$"""
                insert into person select gen_random_uuid(), 'p' || n || '@quarry.example', 'Person ' || n, now() from generate_series(1, {{size
                    - 1}}) n
                """,
            $$"""
                insert into membership
                select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'person_id', h.id, 'partner_id', p.partner_id))).*
                  from membership m, person h join partner p on p.name = trim('Quarry ' || coalesce(nullif(substr(h.name, 8)::int / {{Each}}, 0)::text, ''))
                 where m.side = 'Partner' and h.name like 'Person %' and h.name <> 'Person 0'
                """,
            "vacuum analyze membership",
            "vacuum analyze person",
            "vacuum analyze partner",
        ];

    private static Task Left(Stand stand) => stand.Until("select not exists (select 1 from due_item where kind = 'job:mail.deliver')");

    /// <param name="alone">The mails of the event before have left; else they leave meanwhile.</param>
    private static async Task FanOut(Stand stand, PartnerId partner, bool alone)
    {
        var people = new List<(PersonId Id, string Mail, string Name)>();
        await using (
            var all = stand.Database.CreateCommand(
                $"select id, email, name from person where name like 'Person %' order by id limit {Told}"
            )
        )
        await using (var reader = await all.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                people.Add((new(reader.GetGuid(0)), reader.GetString(1), reader.GetString(2)));
        var times = new List<double>();
        for (var i = 0; i < Events + 3; i++)
        {
            if (alone)
                await Left(stand);
            var (n, clock) = (alone ? i : 1000 + i, Stopwatch.StartNew());
            await stand.As(
                Actor.System(stand.Workspace.Id),
                async s =>
                {
                    await s.GetRequiredService<Notices>()
                        .Tell(NoticeEvents.Announcement, [.. people.Select(p => Of(p, n, partner))], default);
                    return await s.GetRequiredService<EntenteDb>().SaveChangesAsync();
                }
            );
            // The first three compile what they ask.
            if (i >= 3)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Print(
            $"  one event to {Told} people   p50 {times[times.Count / 2]:N0} ms   slowest {times[^1]:N0} ms   ({Events} events, {(alone ? "each alone" : "while the mails of the one before leave")})   load {Cores.Load()}"
        );
    }

    private static NoticeFor Of((PersonId Id, string Mail, string Name) to, int n, PartnerId partner) =>
        new(
            new MailDraft(
                $"bench:{n}",
                new("bench", Guid.Empty),
                to.Id,
                to.Mail,
                to.Name,
                $"Something happened, number {n}",
                "Something happened.",
                ["It concerns you, and there is a page about it."],
                [("Number", n.ToString(CultureInfo.InvariantCulture))],
                null,
                "You get this because it is measured."
            ),
            Concern.Own,
            partner,
            "Bench"
        );

    private static async Task Announce(Stand stand, Actor staff, int size)
    {
        var before = await stand.Count("select count(*) from mail_message");
        var sheet = new AnnouncementSheet(
            [
                new(
                    "en",
                    "Prices change in January",
                    "The list price of **Forge** rises by four percent.\n\nQuotes that are out keep theirs until March."
                ),
            ],
            new([new([])]),
            ByMail: true,
            null,
            null,
            null,
            [],
            []
        );
        var id = await stand.As(
            staff,
            s =>
                s.GetRequiredService<WriteAnnouncement>()
                    .Keep(null, sheet, new Dictionary<string, string>(StringComparer.Ordinal), null, default)
        );
        var clock = Stopwatch.StartNew();
        var reached = await stand.As(staff, s => s.GetRequiredService<PublishAnnouncement>().Run(id.Value, 1, default));
        var pressed = clock.Elapsed;
        while (await stand.Count("select count(*) from mail_message") < before + size)
            await Task.Delay(20);
        Print(
            $"  an announcement to {reached.Value:N0} people: published after {pressed.TotalSeconds:N2} s, all mails in the outbox after {clock.Elapsed.TotalSeconds:N2} s   load {Cores.Load()}"
        );
    }

    // What nobody can do without: a row of the same size for each.
    private static async Task Bare(Stand stand, int size)
    {
        var clock = Stopwatch.StartNew();
        await stand.Ask($"create temp table bench_mail as select * from mail_message order by queued_at desc limit {size}");
        Print($"  as many of its rows copied to a temporary table: {clock.Elapsed.TotalSeconds:N2} s");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
