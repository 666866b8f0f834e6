using Entente.Partners.Import;
using Entente.Partners.Import.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

/// <summary>
/// Partners that staff bring along, from a file or from the CRM's companies: kept row by row as they came, judged, and made when somebody says so. Of
/// the vendor's whole workspace: its pages are closed to whoever has a scope.
/// </summary>
[Subject("partner_import")]
internal sealed class PartnerImport : Entity
{
    private PartnerImport() { }

    public PartnerImportId Id { get; private init; }
    public ImportSource Source { get; private init; }

    /// <summary>The file's, as its sender calls it; of companies what was looked for.</summary>
    public string Name { get; private init; } = "";

    /// <summary>SHA-256 of its bytes, in hex: while the same file is being worked on it is this one. Empty for companies.</summary>
    public string Hash { get; private init; } = "";
    public int Bytes { get; private init; }

    /// <summary>Behind the header, empty lines not counted.</summary>
    public int Rows { get; private init; }
    public string Encoding { get; private init; } = "";
    public string Separator { get; private init; } = "";

    /// <summary>The cells of its first line, as JSON.</summary>
    public string Header { get; private init; } = "";
    public PersonId UploadedBy { get; private init; }
    public DateTimeOffset UploadedAt { get; private init; }
    public PartnerImportState State { get; private set; }

    /// <summary>Which column is what, as JSON.</summary>
    public string Mapping { get; private set; } = "";

    /// <summary>Rises whenever the rows are judged anew; work of an earlier round stops.</summary>
    public int Round { get; private set; }
    public DateTimeOffset? JudgedAt { get; private set; }

    /// <summary>Partners that are here already get what they lack.</summary>
    public bool Fills { get; private set; }

    /// <summary>Rows that look like others and of which nobody said anything are partners of their own.</summary>
    public bool TakesAlike { get; private set; }

    /// <summary>Everybody who joins a team is written to.</summary>
    public bool Invites { get; private set; }
    public PersonId? MadeBy { get; private set; }
    public DateTimeOffset? MadeAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it ended before its last row; null when it did not.</summary>
    public string? Trouble { get; private set; }

    public static PartnerImport Keep(
        ImportSource source,
        (string Name, string Hash, int Bytes, int Rows) file,
        (string Encoding, string Separator, string Header) read,
        string mapping,
        PersonId by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<PartnerImportId>(now),
            Source = source,
            Name = file.Name,
            Hash = file.Hash,
            Bytes = file.Bytes,
            Rows = file.Rows,
            Encoding = read.Encoding,
            Separator = read.Separator,
            Header = read.Header,
            Mapping = mapping,
            UploadedBy = by,
            UploadedAt = now,
        };

    /// <summary>Says which column is what; all rows are judged, anew if they were.</summary>
    public void Map(string mapping)
    {
        Expect(PartnerImportState.Mapping, PartnerImportState.Judged);
        (Mapping, State, Round, JudgedAt) = (mapping, PartnerImportState.Judging, Round + 1, null);
    }

    /// <summary>Back to its columns.</summary>
    public void Reopen()
    {
        Expect(PartnerImportState.Judged);
        (State, JudgedAt) = (PartnerImportState.Mapping, null);
    }

    /// <param name="looked">When the partners that are here were looked at.</param>
    public void Judged(DateTimeOffset looked)
    {
        Expect(PartnerImportState.Judging);
        (State, JudgedAt) = (PartnerImportState.Judged, looked);
    }

    public void Make(ImportChoice choice, PersonId by, DateTimeOffset now)
    {
        Expect(PartnerImportState.Judged);
        (State, MadeBy, MadeAt, Trouble) = (PartnerImportState.Making, by, now, null);
        (Fills, TakesAlike, Invites) = (choice.Fills, choice.TakesAlike, choice.Invites);
    }

    /// <param name="trouble">Why it stopped before its last row.</param>
    public void End(DateTimeOffset now, string? trouble)
    {
        Expect(PartnerImportState.Making);
        (State, EndedAt, Trouble) = (PartnerImportState.Done, now, trouble);
    }

    public void Drop(DateTimeOffset now)
    {
        Expect(PartnerImportState.Mapping, PartnerImportState.Judging, PartnerImportState.Judged);
        (State, EndedAt) = (PartnerImportState.Dropped, now);
    }

    private void Expect(params ReadOnlySpan<PartnerImportState> states)
    {
        if (!states.Contains(State))
            throw new InvalidOperationException($"{Name} is {State}.");
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<PartnerImport>(i =>
        {
            i.HasKey(x => new { x.WorkspaceId, x.Id });
            i.Property(x => x.Id).ValueGeneratedNever();
            i.HasIndex(x => new { x.WorkspaceId, x.UploadedAt });
        });
        model.Entity<PartnerImportRow>(r =>
        {
            r.HasKey(x => new
            {
                x.WorkspaceId,
                x.ImportId,
                x.Row,
            });
            r.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ImportId,
                x.Head,
            });
            r.HasOne<PartnerImport>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.ImportId });
        });
    }
}

/// <summary>A row: its cells, its verdict, what became of it.</summary>
[NotAudited("a row of an import; the partner and the people that come of it are audited")]
internal sealed class PartnerImportRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public PartnerImportId ImportId { get; init; }

    /// <summary>From 1, the header not counted.</summary>
    public int Row { get; init; }

    /// <summary>The line of the file on which it begins.</summary>
    public int Line { get; init; }

    /// <summary>As JSON.</summary>
    public string Cells { get; init; } = "[]";

    /// <summary>Why it is no row of a table; null when it is.</summary>
    public Platform.Tables.CsvFault? Fault { get; init; }

    /// <summary>Null until it is judged.</summary>
    public PartnerVerdict? Verdict { get; init; }

    /// <summary>The row whose partner it is.</summary>
    public int? Head { get; init; }

    /// <summary>What the partner is called in this row.</summary>
    public string? Name { get; init; }

    /// <summary>Which partner that is here it is, or may be.</summary>
    public PartnerId? Partner { get; init; }

    /// <summary>Why, as JSON.</summary>
    public string Reasons { get; init; } = "[]";

    /// <summary>What a person said of a row that looks like another.</summary>
    public AlikeAnswer? Answer { get; init; }

    /// <summary>The partner that it became or went to; null when none.</summary>
    public PartnerId? Became { get; init; }

    /// <summary>What was done, in a sentence.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why it was refused when it was made; null when it was not.</summary>
    public string? Refusal { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
}
