using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.ProofOfWork;

/// <summary>
/// Puzzles for forms that anybody may send: made and closed by us, so none can be brought along; bound to workspace, page and time; good once.
/// </summary>
public sealed class Puzzles(EntenteDb db, SecretBox secrets, TimeProvider clock)
{
    private const string Purpose = "proof-of-work";

    private sealed record Content(WorkspaceId Workspace, string Page, int Bits, DateTimeOffset At, string Nonce);

    /// <param name="page">What it is good for: <c>register</c>.</param>
    /// <param name="bits"><see cref="Puzzle.LeastBits"/> to <see cref="Puzzle.MostBits"/>.</param>
    public string New(string page, int bits) =>
        secrets.Close(Purpose, Json.Write(new Content(db.Workspace, page, bits, clock.GetUtcNow(), Tokens.New())));

    /// <summary>What two who send the same answer at once meet at; hold it around <see cref="Take"/>.</summary>
    public static string Lock(string? challenge) => "puzzle:" + Convert.ToHexString(HashOf(challenge ?? ""));

    /// <summary>Judges the answer, and stages that a good one is used up: the caller saves, so that a form that is refused costs nothing.</summary>
    public async Task<Proof> Take(string page, string? challenge, string? answer, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(answer))
            return Proof.None;
        if (challenge is not { Length: > 0 and <= 2000 } || Open(challenge) is not { } content)
            return Proof.Wrong;
        if (content.Workspace != db.Workspace || content.Page != page || !Puzzle.Solves(challenge, answer, content.Bits))
            return Proof.Wrong;
        var until = content.At + Puzzle.GoodFor;
        if (clock.GetUtcNow() >= until)
            return Proof.Expired;
        var hash = HashOf(challenge);
        if (await db.Set<SpentPuzzle>().AnyAsync(p => p.Hash == hash, ct))
            return Proof.Used;
        db.Add(new SpentPuzzle { Hash = hash, GoodUntil = until });
        return Proof.Good;
    }

    private Content? Open(string challenge)
    {
        try
        {
            return Json.Read<Content>(secrets.Open(Purpose, challenge));
        }
        catch (CryptographicException)
        {
            // Not ours, or changed on the way.
            return null;
        }
    }

    private static byte[] HashOf(string challenge) => SHA256.HashData(Encoding.UTF8.GetBytes(challenge));
}

/// <summary>A puzzle whose answer was accepted; kept until it would be too old anyhow.</summary>
[NotAudited("guards a form; says nothing of anybody")]
internal sealed class SpentPuzzle : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public byte[] Hash { get; init; } = [];
    public DateTimeOffset GoodUntil { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<SpentPuzzle>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Hash });
            p.HasIndex(x => new { x.WorkspaceId, x.GoodUntil });
        });
}

/// <summary>Forgets puzzles that are too old to be sent again.</summary>
internal sealed class ForgetPuzzles(EntenteDb db) : IScheduled
{
    private const int AtOnce = 1000;

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        db.RemoveRange(await db.Set<SpentPuzzle>().Where(p => p.GoodUntil <= now).OrderBy(p => p.GoodUntil).Take(AtOnce).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
    }
}
