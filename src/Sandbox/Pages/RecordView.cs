using Entente.Sandbox.Store;

namespace Entente.Sandbox.Pages;

internal sealed record NoteView(DateTimeOffset Created, string? By, string Text);

internal sealed record RelatedItem(string Path, string Title, string? Detail);

internal sealed record RelatedGroup(string Heading, IReadOnlyList<RelatedItem> Items);

/// <summary>What a record's page shows beside its own fields.</summary>
internal static class RecordView
{
    /// <summary>The stages of the deal's pipeline: `done`, `now`, or nothing yet.</summary>
    public static IReadOnlyList<(Stage Stage, string State)> Stages(CrmStore store, Record deal)
    {
        if (deal.Kind != Kind.Deal || store.Stage(Show.Text(store, deal, "dealstage")) is not var (pipeline, now))
            return [];
        var at = pipeline.Stages.ToList().IndexOf(now);
        return
        [
            .. pipeline
                .Stages.Where(s => !s.Closed || s == now || s.Won)
                .Select(s =>
                    (
                        s,
                        s == now ? "now"
                        : pipeline.Stages.ToList().IndexOf(s) < at && !s.Closed ? "done"
                        : ""
                    )
                ),
        ];
    }

    /// <summary>Newest first, a hundred at most.</summary>
    public static IReadOnlyList<NoteView> Notes(CrmStore store, Record record)
    {
        var schema = store.Schema(Kind.Note);
        return
        [
            .. store
                .Linked(record.Id, Kind.Note)
                .Select(x => x.Record)
                .OrderByDescending(n => n.Id)
                .Take(100)
                .Select(n => new NoteView(
                    n.Created,
                    Show.Value(store, n, schema["hubspot_owner_id"]),
                    string.Join(
                        '\n',
                        new[] { n.Get(schema["subject"]), n.Get(schema["hs_note_body"]) is { } body ? Show.Plain(body) : null }.Where(t =>
                            !string.IsNullOrEmpty(t)
                        )
                    )
                )),
        ];
    }

    public static IReadOnlyList<RelatedGroup> Related(CrmStore store, Record record) =>
        record.Kind switch
        {
            Kind.Deal => [Group(store, record, Kind.Company, "Company"), Group(store, record, Kind.Contact, "Contacts")],
            Kind.Contact => [Group(store, record, Kind.Company, "Company"), Group(store, record, Kind.Deal, "Deals")],
            _ => [Group(store, record, Kind.Deal, "Deals"), Group(store, record, Kind.Contact, "Contacts")],
        };

    private static RelatedGroup Group(CrmStore store, Record record, Kind kind, string heading) =>
        new(
            heading,
            [
                .. store
                    .Linked(record.Id, kind)
                    .Take(50)
                    .Select(x => new RelatedItem(Show.Path(x.Record), Show.Title(store, x.Record), Detail(store, x.Link, x.Record))),
            ]
        );

    private static string? Detail(CrmStore store, Link link, Record other) =>
        other.Kind switch
        {
            Kind.Company => string.Join(
                " · ",
                new[] { Show.Text(store, other, "domain"), link.Primary ? "primary" : null }.OfType<string>()
            ),
            Kind.Contact => link.Role ?? Show.Text(store, other, "jobtitle") ?? Show.Text(store, other, "email"),
            _ => store.Stage(Show.Text(store, other, "dealstage"))?.Stage.Label,
        };
}
