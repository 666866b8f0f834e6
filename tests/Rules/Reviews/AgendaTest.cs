using Entente.Access;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Reviews.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Reviews;

/// <summary>What stands on an agenda, in which order, and who reads which of it.</summary>
public sealed class AgendaTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<PartnerId> Partners =
    [
        .. Enumerable.Range(1, 3).Select(n => new PartnerId(new Guid(n, 0, 0, new byte[8]))),
    ];

    // Few ids and words, so that some come twice and in two topics. What hangs on the record hangs on its id.
    private static readonly Gen<AgendaPoint> Points =
        from topic in Gen.Elements(Enum.GetValues<AgendaTopic>())
        from partner in Gen.Elements<PartnerId>([.. Partners])
        from id in Gen.Choose(1, 6)
        from words in Gen.Elements("alpha", "beta")
        from day in Gen.Choose(0, 3)
        from vendor in Gen.Elements(true, false)
        from beyond in Gen.Elements(true, false)
        select new AgendaPoint(
            partner,
            topic,
            new("opportunity", new Guid(id, 1, 0, new byte[8])),
            id == 6 ? null : $"Secret {id % 4}",
            words,
            id % 2 == 0 ? Permissions.ReadPipeline : Permissions.ReadPartners
        )
        {
            Day = day == 0 ? null : new DateOnly(2026, 3, day),
            Vendor = vendor,
            Beyond = beyond,
            Needs = id % 3 == 0 ? ["opportunity.close_date"] : [],
            NameNeeds = "opportunity.name",
            Otherwise = "A deal of yours",
            Path = "pipeline/" + id,
            PartnerPath = null,
        };

    [Fact]
    public void In_whatever_order_rooms_tell_the_agenda_is_the_same_and_everything_is_listed_or_counted() =>
        Prop.ForAll(
                (from points in Points.ListOf() from seed in Gen.Choose(0, 10_000) select (points, seed)).ToArbitrary(),
                a =>
                {
                    var all = a.points.ToList();
                    var shuffled = all.ToArray();
                    new Random(a.seed).Shuffle(shuffled);
                    var (first, second) = (Agenda.ForStaff(all), Agenda.ForStaff(shuffled));
                    var different = all.Select(p => (p.Topic, p.About, p.Words)).Distinct().Count();
                    return first.Lines.SequenceEqual(second.Lines)
                        && first.More == second.More
                        && first.Lines.Count <= Agenda.Most
                        && first.Lines.Count + first.More == different
                        && (first.More == 0 || first.Lines.Count == Agenda.Most)
                        && first.Lines.Zip(first.Lines.Skip(1)).All(p => p.First.Topic <= p.Second.Topic);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Outsiders_read_neither_what_is_the_vendors_nor_what_the_safelist_hides_nor_an_address_of_ours() =>
        Prop.ForAll(
                (
                    from points in Points.ListOf()
                    from name in Gen.Elements(true, false)
                    from date in Gen.Elements(true, false)
                    select (points, name, date)
                ).ToArbitrary(),
                a =>
                {
                    var all = a.points.ToList();
                    var shown = Agenda.ForPartner(
                        all,
                        (_, field) =>
                            field switch
                            {
                                "opportunity.name" => a.name,
                                _ => a.date,
                            }
                    );
                    var may = all.Where(p => !p.Vendor && (a.date || p.Needs.Count == 0)).ToList();
                    return shown.Lines.Count + shown.More == may.Select(p => (p.Topic, p.About, p.Words)).Distinct().Count()
                        && shown.Lines.All(l => l.Path is null)
                        && (a.name || shown.Lines.All(l => l.Name is "A deal of yours"))
                        // What is gone does not show in the order of what is left.
                        && shown.Lines.SequenceEqual(Agenda.ForPartner(may, (_, field) => field is not "opportunity.name" || a.name).Lines);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Staff_read_what_their_role_includes_and_with_a_data_scope_nothing_of_others() =>
        Prop.ForAll(
                (
                    from points in Points.ListOf()
                    from pipeline in Gen.Elements(true, false)
                    from scoped in Gen.Elements(true, false)
                    select (points, pipeline, scoped)
                ).ToArbitrary(),
                a =>
                {
                    var read = Agenda.Readable(a.points, p => a.pipeline || p != Permissions.ReadPipeline, a.scoped);
                    return read.All(p => (a.pipeline || p.Reads != Permissions.ReadPipeline) && !(a.scoped && p.Beyond))
                        && (!a.pipeline || a.scoped || read.SequenceEqual(a.points));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_signal_is_a_line_when_something_is_wrong_that_no_single_record_says()
    {
        Risk(SignalKind.Silence, 59).ShouldBeNull();
        var silent = Risk(SignalKind.Silence, 60).ShouldNotBeNull();
        (silent.Vendor, silent.Reads, silent.Topic, silent.Name).ShouldBe((true, Permissions.ReadRegistrations, AgendaTopic.Risk, null));
        Risk(SignalKind.PastClose, 100).ShouldBeNull("the deals stand there themselves");
        Risk(SignalKind.ItemsOverdue, 100).ShouldBeNull();
        Risk(SignalKind.NothingOpen, 0).ShouldBeNull();
        Risk(SignalKind.NothingOpen, 1).ShouldNotBeNull().Reads.ShouldBe(Permissions.ReadPipeline);

        static AgendaPoint? Risk(SignalKind kind, int value) => Agenda.Risk(new(Partners[0], kind, value, "Words"));
    }

    [Fact]
    public void A_file_for_calendars_has_short_lines_and_says_what_was_said() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                title =>
                {
                    var clean = TypedText.Line(title.Get);
                    var file = MeetingFile.Write(Guid.Empty, 3, clean, Now, 45, "https://portal.example/w/corvane/cadence/1", Now);
                    var lines = file.Split("\r\n");
                    var unfolded = file.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
                    var said = unfolded
                        .Single(l => l.StartsWith("SUMMARY:", StringComparison.Ordinal))["SUMMARY:".Length..]
                        .Replace("\\,", ",", StringComparison.Ordinal)
                        .Replace("\\;", ";", StringComparison.Ordinal)
                        .Replace("\\\\", "\\", StringComparison.Ordinal);
                    return lines.All(l => System.Text.Encoding.UTF8.GetByteCount(l) <= 75)
                        && unfolded.Contains("DTSTART:20260312T100000Z")
                        && unfolded.Contains("DTEND:20260312T104500Z")
                        && said == string.Concat(clean.EnumerateRunes());
                }
            )
            .QuickCheckThrowOnFailure();
}
