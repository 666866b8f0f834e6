using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

public readonly record struct ImportFileId(Guid Value) : ITypedId<ImportFileId>
{
    public static ImportFileId From(Guid value) => new(value);
}

/// <summary>Where a file of claims stands.</summary>
public enum ImportState
{
    /// <summary>Kept; somebody says which column is what.</summary>
    Mapping,

    /// <summary>Row by row a verdict; nothing is registered.</summary>
    Judging,

    /// <summary>Every row has its verdict; somebody says whether the good ones are sent.</summary>
    Judged,

    /// <summary>Row by row registered.</summary>
    Sending,
    Done,

    /// <summary>Nobody wants it any more.</summary>
    Dropped,
}

/// <summary>
/// A file of claims (REG-2 f): kept as it came, mapped, judged row by row, sent when its sender says so. Of a partner's people when
/// <see cref="PartnerId"/> says whose; of staff when it is empty, and then no partner ever sees it.
/// </summary>
[Subject("import_file")]
internal sealed class ImportFile : Entity, IOwnable<ImportFile>
{
    private ImportFile() { }

    public static Expression<Func<ImportFile, bool>> Own(EntenteDb db) => f => !db.OwnOnly || f.UploadedBy == db.Me;

    public ImportFileId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PersonId UploadedBy { get; private init; }
    public DateTimeOffset UploadedAt { get; private init; }

    /// <summary>As its sender calls it.</summary>
    public string Name { get; private init; } = "";

    /// <summary>SHA-256 of its bytes, in hex: the same file again is this one.</summary>
    public string Hash { get; private init; } = "";
    public int Bytes { get; private init; }

    /// <summary>Records behind the header, empty lines not counted.</summary>
    public int Rows { get; private init; }
    public string Encoding { get; private init; } = "";
    public string Separator { get; private init; } = "";

    /// <summary>The cells of its first line, as JSON.</summary>
    public string Header { get; private init; } = "";

    /// <summary>The next few lines, as JSON: to see what a column holds.</summary>
    public string Samples { get; private init; } = "";

    public ImportState State { get; private set; }

    /// <summary>Which column is what, as JSON.</summary>
    public string Mapping { get; private set; } = "";

    /// <summary>Rises whenever the rows are judged anew; work of an earlier round stops.</summary>
    public int Round { get; private set; }
    public DateTimeOffset? JudgedAt { get; private set; }

    /// <summary>Rows that somebody should look at are sent as well.</summary>
    public bool SendsLooks { get; private set; }
    public PersonId? SentBy { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it ended before its last row; null when it did not.</summary>
    public string? Trouble { get; private set; }

    public bool OfStaff => PartnerId == default;

    public static ImportFile Keep(
        PartnerId partner,
        PersonId by,
        (string Name, string Hash, int Bytes, int Rows) file,
        (string Encoding, char Separator, string Header, string Samples) read,
        string mapping,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<ImportFileId>(now),
            PartnerId = partner,
            UploadedBy = by,
            UploadedAt = now,
            Name = file.Name,
            Hash = file.Hash,
            Bytes = file.Bytes,
            Rows = file.Rows,
            Encoding = read.Encoding,
            Separator = read.Separator.ToString(),
            Header = read.Header,
            Samples = read.Samples,
            Mapping = mapping,
        };

    /// <summary>Says which column is what; all rows are judged anew.</summary>
    public void Map(string mapping)
    {
        Expect(ImportState.Mapping, ImportState.Judged);
        (Mapping, State, Round, JudgedAt) = (mapping, ImportState.Judging, Round + 1, null);
    }

    /// <summary>Back to its columns.</summary>
    public void Reopen()
    {
        Expect(ImportState.Judged);
        (State, JudgedAt) = (ImportState.Mapping, null);
    }

    public void Judged(DateTimeOffset now)
    {
        Expect(ImportState.Judging);
        (State, JudgedAt) = (ImportState.Judged, now);
    }

    public void Send(bool looks, PersonId? by, DateTimeOffset now)
    {
        Expect(ImportState.Judged);
        (State, SendsLooks, SentBy, SentAt, Trouble) = (ImportState.Sending, looks, by, now, null);
    }

    /// <summary>Its rows cannot be sent for now: those that were not wait, and the file can be sent again.</summary>
    public void Rest(string trouble)
    {
        Expect(ImportState.Sending);
        (State, Trouble) = (ImportState.Judged, trouble);
    }

    /// <param name="trouble">Why it stopped before its last row.</param>
    public void End(DateTimeOffset now, string? trouble = null)
    {
        Expect(ImportState.Judging, ImportState.Sending);
        (State, EndedAt, Trouble) = (ImportState.Done, now, trouble);
    }

    public void Drop(DateTimeOffset now)
    {
        Expect(ImportState.Mapping, ImportState.Judging, ImportState.Judged);
        (State, EndedAt) = (ImportState.Dropped, now);
    }

    private void Expect(params ReadOnlySpan<ImportState> states)
    {
        if (!states.Contains(State))
            throw new InvalidOperationException($"{Name} is {State}.");
    }
}

/// <summary>A piece of a file, as it came.</summary>
[NotAudited("the file's bytes; that it was uploaded, mapped and sent is audited")]
internal sealed class ImportPart : IPartnerOwned
{
    /// <summary>Bytes in a piece, the last one's but for.</summary>
    public const int Size = 1 << 20;

    public WorkspaceId WorkspaceId { get; internal set; }
    public ImportFileId ImportId { get; init; }
    public int Part { get; init; }
    public PartnerId PartnerId { get; init; }
    public byte[] Bytes { get; init; } = [];
}

/// <summary>How far the rows of a file have come. Its row count rises with the very transaction that keeps the rows.</summary>
[NotAudited("progress of a file; that it was judged and sent is audited")]
internal sealed class ImportProgress : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public ImportFileId ImportId { get; init; }
    public PartnerId PartnerId { get; init; }
    public int Round { get; init; }

    /// <summary>Rows with a verdict.</summary>
    public int Judged { get; init; }
}

/// <summary>A row of a file: its cells, its verdict, what became of it.</summary>
[NotAudited("a row of a file; the registration that comes of it is audited")]
internal sealed class ImportRow : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public ImportFileId ImportId { get; init; }

    /// <summary>From 1, the header not counted.</summary>
    public int Row { get; init; }
    public PartnerId PartnerId { get; init; }

    /// <summary>The line of the file on which it begins.</summary>
    public int Line { get; init; }

    /// <summary>As JSON.</summary>
    public string Cells { get; init; } = "";

    /// <summary>For whom it claims; null when that could not be told.</summary>
    public PartnerId? Claimant { get; init; }
    public string Company { get; init; } = "";

    /// <summary>What it says, as the submission id that it is sent with: the same row in another file is the same submission.</summary>
    public string Submission { get; init; } = "";

    /// <summary>The claim's strong keys, a line each.</summary>
    public string Keys { get; init; } = "";
    public RowVerdict Verdict { get; init; }

    /// <summary>Why, as JSON.</summary>
    public string Reasons { get; init; } = "[]";

    /// <summary>The registration that it became; null when none.</summary>
    public string? Number { get; init; }

    /// <summary>Why it was refused when it was sent; null when it was not.</summary>
    public string? Refusal { get; init; }
    public DateTimeOffset? SentAt { get; init; }
}
