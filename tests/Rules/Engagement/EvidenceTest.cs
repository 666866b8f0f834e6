using Entente.Engagement.Rules;
using Entente.Ui;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Engagement;

/// <summary>Evidence is graded and only grows; who must confirm has their days; texts stay words.</summary>
public sealed class EvidenceTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(Grade What, DateTimeOffset At)[]> Seen = Gen.ArrayOf(
        from what in Gen.Elements(Enum.GetValues<Grade>())
        from minutes in Gen.Choose(0, 5000)
        select (what, Start.AddMinutes(minutes))
    );

    private static readonly Gen<DateOnly> Day = Gen.Choose(0, 60).Select(n => new DateOnly(2026, 3, 1).AddDays(n));

    [Fact]
    public void Evidence_never_goes_down_and_the_first_time_stays() =>
        Prop.ForAll(
                Seen.ToArbitrary(),
                seen =>
                {
                    var (now, fine) = (default(GradedEvidence), true);
                    foreach (var (what, at) in seen)
                    {
                        var next = now.With(what, at);
                        fine &= next.Grade >= now.Grade && next.Grade >= what;
                        fine &= (now.Delivered ?? next.Delivered) == next.Delivered && (now.Opened ?? next.Opened) == next.Opened;
                        fine &=
                            (now.Clicked ?? next.Clicked) == next.Clicked && (now.Acknowledged ?? next.Acknowledged) == next.Acknowledged;
                        now = next;
                    }
                    return fine && now.Grade == seen.Select(s => s.What).DefaultIfEmpty().Max();
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_funnel_narrows_and_its_parts_make_the_whole() =>
        Prop.ForAll(
                Gen.ArrayOf(from seen in Seen from region in Gen.Elements("DACH", "Nordics", "UK") select (seen, region)).ToArbitrary(),
                people =>
                {
                    var rows = people
                        .Select(p => new ResultRow(
                            Guid.Empty,
                            "Reseller",
                            "Select",
                            p.region,
                            false,
                            p.seen.Aggregate(default(GradedEvidence), (e, s) => e.With(s.What, s.At))
                        ))
                        .ToList();
                    var outcome = Entente.Engagement.Rules.Outcome.Of(rows);
                    var f = outcome.All;
                    return f.People == rows.Count
                        && f.People >= f.Delivered
                        && f.Delivered >= f.Opened
                        && f.Opened >= f.Clicked
                        && f.Clicked >= f.Acknowledged
                        && outcome.Regions.Sum(r => r.Funnel.Opened) == f.Opened;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_s_claims_wait_before_their_last_day_is_over_and_newcomers_have_a_week() =>
        Prop.ForAll(
                (from last in Day from began in Day from added in Day from today in Day select (last, began, added, today)).ToArbitrary(),
                x =>
                {
                    var due = Confirming.Due(x.last, x.began, x.added);
                    return due >= x.last
                        && (x.added <= x.began ? due == x.last : due >= x.added.AddDays(Confirming.DaysOfNewcomers) || due == x.last)
                        && Confirming.Shut(due, x.today) == x.today > due;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Each_reminder_comes_once_never_on_the_day_of_the_news_and_never_too_late() =>
        Prop.ForAll(
                (from due in Day from told in Day select (due, told)).ToArbitrary(),
                x =>
                {
                    int? last = null;
                    var sent = new List<(DateOnly Day, int Step)>();
                    for (var day = x.told; day < x.told.AddDays(80); day = day.AddDays(1))
                        if (Confirming.Remind(x.due, x.told, day, last) is { } step)
                        {
                            sent.Add((day, step));
                            last = step;
                        }
                    return sent.Select(s => s.Step).Distinct().Count() == sent.Count
                        && sent.TrueForAll(s => s.Day > x.told && s.Day <= x.due && s.Day.AddDays(s.Step) >= x.due)
                        && (x.told >= x.due || sent.Exists(s => s.Step == 1));
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("See https://corvane.example/prices.", "https://corvane.example/prices")]
    [InlineData("[the list](https://corvane.example/a b)", "https://corvane.example/a%20b")]
    [InlineData("[the list](https://corvane.example/list)", "https://corvane.example/list")]
    [InlineData("[pay](javascript:alert(1))", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("https://corvane.example@evil.example/x", null)]
    [InlineData("<a href=\"https://evil.example\">x</a>", "https://evil.example/")]
    [InlineData("data:text/html,hi and file:///etc/passwd", null)]
    [InlineData("xhttps://evil.example", null)]
    public void Only_addresses_of_the_web_become_links(string text, string? link) =>
        Markup.Links([text]).ShouldBe(link is null ? [] : [link]);

    [Fact]
    public void An_address_in_another_script_is_followed_in_ascii() =>
        Markup.Address("https://münchen.de/für?a=ä#ö").ShouldBe("https://xn--mnchen-3ya.de/f%C3%BCr?a=%C3%A4#%C3%B6");

    [Fact]
    public void Whatever_is_typed_an_address_is_ascii_or_none() =>
        Prop.ForAll(
                Gen.ArrayOf(
                        Gen.Elements(
                            "ü",
                            "ß",
                            "a",
                            ".",
                            "-",
                            "xn--",
                            "\u200d",
                            "\u0301",
                            "☃",
                            "ﷺ",
                            "\ud800",
                            "]",
                            "[::1]",
                            ":8",
                            "/",
                            "@",
                            "%",
                            "。"
                        )
                    )
                    .ToArbitrary(),
                pieces => Markup.Address("https://" + string.Concat(pieces)) is not { } url || System.Text.Ascii.IsValid(url)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Markup_loses_no_word_and_every_link_is_of_the_web() =>
        Prop.ForAll(
                Gen.ArrayOf(
                        Gen.Elements("a", " ", "\n", "\n\n", "- ", "[", "](", ")", "https://x.example/", "http://", "<b>", "&", "]", "☃")
                    )
                    .ToArbitrary(),
                pieces =>
                {
                    var text = string.Concat(pieces);
                    var blocks = Markup.Read(text);
                    var spans = blocks.SelectMany(b => b.Lines).SelectMany(l => l).ToList();
                    return spans.TrueForAll(s => s.Url is null || new Uri(s.Url).Scheme is "https" or "http")
                        && spans.Sum(s => s.Text.Count(c => c is 'a' or '☃')) <= text.Count(c => c is 'a' or '☃')
                        && (text.Contains("](", StringComparison.Ordinal) || Words(spans) == Words(text));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_reader_gets_their_own_language_or_the_default()
    {
        NewsText[] texts = [new("en", "E", ""), new("de", "D", ""), new("pt-BR", "P", "")];
        AnnouncementSheet.For(texts, "de").Title.ShouldBe("D");
        AnnouncementSheet.For(texts, "de-AT").Title.ShouldBe("D");
        AnnouncementSheet.For(texts, "pt").Title.ShouldBe("P");
        AnnouncementSheet.For(texts, "fr").Title.ShouldBe("E");
        AnnouncementSheet.For(texts, null).Title.ShouldBe("E");
    }

    private static string Words(IEnumerable<MarkupSpan> spans) => Words(string.Concat(spans.Select(s => s.Text)));

    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '-'));
}
