using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Collaboration;

/// <summary>What is internal is read by no partner, what is shared with one by no other; only readers are named; a task is in one state.</summary>
public sealed class TalkRulesTest
{
    private static readonly PartnerId[] Partners = [new(new Guid(1, 0, 0, new byte[8])), new(new Guid(2, 0, 0, new byte[8]))];

    private static readonly string[] Names =
    [
        "Ines Calder",
        "Ines",
        "Maren Voss",
        "Anna-Lena O’Hara",
        "Ana",
        "Ana Lucía",
        "Ōta",
        "李 小龍",
        "x",
    ];

    private static readonly Gen<Possible> People =
        from id in Gen.Choose(1, 12)
        from name in Gen.Elements(Names)
        from partner in Gen.Elements<PartnerId?>(null, Partners[0], Partners[1])
        from may in Gen.Elements(true, false)
        select new Possible(new(new Guid(id, 0, 0, new byte[8])), name, partner, may);

    private static readonly Gen<string> Texts =
        from parts in Gen.ListOf(
            Gen.Elements(["@", " ", "\n", "word", "a@b.example", "@home", ",", "🙂", "'", .. Names, .. Names.Select(n => "@" + n)])
        )
        select string.Concat(parts);

    [Fact]
    public void No_partner_reads_what_is_internal_and_none_what_is_shared_with_another() =>
        Prop.ForAll(
                Gen.ListOf(People).ToArbitrary(),
                people =>
                    WhoReads.Of(people, null).All(p => p.Partner is null && p.May)
                    && Partners.All(with => WhoReads.Of(people, with).All(p => p.May && (p.Partner is null || p.Partner == with)))
                    && Partners.All(with => WhoReads.Of(people, null).All(p => WhoReads.Of(people, with).Contains(p)))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_is_named_reads_it_and_stands_there_behind_an_at() =>
        Prop.ForAll(
                (from people in Gen.ListOf(People) from text in Texts select (people, text)).ToArbitrary(),
                given =>
                {
                    var readers = WhoReads.Of(given.people, Partners[0]).Select(p => (p.Id, p.Name)).ToList();
                    var found = Mentions.Read(given.text, readers);
                    return found.People.All(m =>
                            readers.Any(r => r.Id == m.Person) && given.text.Contains("@" + m.Written, StringComparison.OrdinalIgnoreCase)
                        ) && found.Unknown.All(u => given.text.Contains("@" + u, StringComparison.Ordinal));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_in_pieces_is_the_text_and_each_marked_piece_a_name() =>
        Prop.ForAll(
                (from text in Texts from names in Gen.ListOf(Gen.Elements(Names)) select (text, names)).ToArbitrary(),
                given =>
                {
                    var parts = Mentions.Parts(given.text, [.. given.names]);
                    return string.Concat(parts.Select(p => p.Text)) == given.text
                        && parts.Where(p => p.Names).All(p => given.names.Contains(p.Text[1..], StringComparer.OrdinalIgnoreCase));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_longest_name_counts_a_first_name_only_where_one_bears_it_and_addresses_name_nobody()
    {
        var (a, b, c) = (Id(1), Id(2), Id(3));
        IReadOnlyList<(PersonId, string)> readers = [(a, "Ines Calder"), (b, "Ines Marlow"), (c, "Maren Voss")];
        Mentions.Read("@ines calder, look", readers).People.ShouldBe([new(a, "ines calder")]);
        Mentions.Read("(@Maren)", readers).People.ShouldBe([new(c, "Maren")]);
        Mentions.Read("@Ines?", readers).ShouldSatisfyAllConditions(f => f.People.ShouldBeEmpty(), f => f.Unknown.ShouldBe(["Ines"]));
        Mentions.Read("@Marenka", readers).Unknown.ShouldBe(["Marenka"]);
        Mentions
            .Read("maren@Maren.example @home", readers)
            .ShouldSatisfyAllConditions(f => f.People.ShouldBeEmpty(), f => f.Unknown.ShouldBeEmpty());
    }

    [Fact]
    public void A_message_is_found_by_each_of_its_words_and_their_beginnings() =>
        Prop.ForAll(
                Texts.ToArbitrary(),
                text =>
                    SearchTerms.Of(text).All(t => t.Length is > 0 and <= SearchTerms.Longest + 1)
                    && SearchTerms
                        .Asked(text)
                        .All(t =>
                            SearchTerms.Of(text).Contains(t)
                            && string.CompareOrdinal(t, t[..1]) >= 0
                            && string.CompareOrdinal(t, SearchTerms.Behind(t[..1])) < 0
                        )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_task_is_in_one_state_and_reminds_once_for_its_day()
    {
        var day = new DateOnly(2026, 3, 12);
        Prop.ForAll(
                (
                    from due in Gen.Choose(-5, 5)
                    from done in Gen.Elements(true, false)
                    from reminded in Gen.Elements(true, false)
                    select (Due: day.AddDays(due), done, reminded)
                ).ToArbitrary(),
                t =>
                {
                    var state = TaskRules.State(t.Due, t.done, day);
                    var reminds = TaskRules.Reminds(t.Due, t.done, t.reminded ? t.Due : null, day);
                    return (state is TaskState.Done) == t.done
                        && (t.done || (state is TaskState.Today) == (t.Due == day))
                        && (t.done || (state is TaskState.Late) == (t.Due < day))
                        && reminds == (!t.done && !t.reminded && t.Due <= day);
                }
            )
            .QuickCheckThrowOnFailure();
        foreach (
            var (due, may) in new[]
            {
                (day, true),
                (day.AddDays(-1), false),
                (day.AddYears(10), true),
                (day.AddYears(10).AddDays(1), false),
                (DateOnly.MaxValue, false),
            }
        )
            TaskRules.MayBeDue(due, day).ShouldBe(may, due.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        TaskRules.Heir(Id(1), Id(1)).ShouldBeNull();
        TaskRules.Heir(Id(1), Id(2)).ShouldBe(Id(2));
    }

    [Fact]
    public void A_submitter_the_manager_and_writers_hear_and_leaders_only_where_there_is_nobody_else()
    {
        var readers = new[]
        {
            new Hearer(Id(1), true, false),
            new Hearer(Id(2), true, true),
            new Hearer(Id(3), false, false),
            new Hearer(Id(4), false, true),
        };
        WhoReads.Hear(readers, Id(1), Id(3), true, new HashSet<PersonId>()).Order(ById).ToArray().ShouldBe([Id(1), Id(3)]);
        WhoReads
            .Hear(readers, null, Id(3), true, new HashSet<PersonId>())
            .Order(ById)
            .ToArray()
            .ShouldBe([Id(2), Id(3)], "nobody submitted: the partner's admins");
        WhoReads
            .Hear(readers, Id(9), null, false, new HashSet<PersonId>())
            .Order(ById)
            .ToArray()
            .ShouldBe([Id(2), Id(4)], "who submitted left");
        WhoReads.Hear(readers, Id(1), null, true, new HashSet<PersonId> { Id(2) }).Order(ById).ToArray().ShouldBe([Id(1), Id(2)]);
    }

    private static readonly Comparer<PersonId> ById = Comparer<PersonId>.Create((x, y) => x.Value.CompareTo(y.Value));

    private static PersonId Id(int n) => new(new Guid(n, 0, 0, new byte[8]));
}
