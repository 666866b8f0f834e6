using System.Globalization;
using Entente.Platform.Values;
using Entente.Ui.Forms;

namespace Entente.Pipeline.Credits;

/// <summary>The shares of a deal as the browser sends them.</summary>
public sealed class CreditForm
{
    public List<SliceForm> Slices { get; set; } = [];
    public string? Why { get; set; }

    public IReadOnlyDictionary<PartnerId, ShareInput> Read() =>
        Slices.DistinctBy(s => s.Partner).ToDictionary(s => new PartnerId(s.Partner), s => new ShareInput(s.Role, s.Share));

    public SliceForm? Of(PartnerId partner) => Slices.Find(s => s.Partner == partner.Value);

    /// <summary>The refusal with each fault at the first field where it may have been typed.</summary>
    public Problem Placed(Problem problem) =>
        problem.Fields is null ? problem : problem with { Fields = problem.Fields.ToDictionary(f => Place(f.Key), f => f.Value) };

    private string Place(string field) =>
        field switch
        {
            "share" => At(Slices.FindIndex(s => Shares.Read(s.Share) is null), "Share"),
            "role" => At(Slices.FindIndex(s => !Enum.TryParse<DealRole>(s.Role, out _)), "Role"),
            "shares" => At(0, "Share"),
            "why" => "Input.Why",
            _ => field,
        };

    private static string At(int line, string field) =>
        string.Create(CultureInfo.InvariantCulture, $"Input.Slices[{Math.Max(0, line)}].{field}");

    public static IReadOnlyList<Option> Roles { get; } = [.. Enum.GetNames<DealRole>().Select(r => new Option(r))];
}

public sealed class SliceForm
{
    public Guid Partner { get; set; }
    public string? Role { get; set; }
    public string? Share { get; set; }
}
