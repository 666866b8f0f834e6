using System.Globalization;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Values;

namespace Entente.Pipeline.Credits;

/// <summary>A rule of credit as the browser sends it.</summary>
public sealed class CreditRuleForm
{
    /// <summary>The version that was looked at; 0: none was published.</summary>
    public int Seen { get; set; }
    public string? Model { get; set; }

    /// <summary>What the vendor keeps, per cent as typed.</summary>
    public string? Vendor { get; set; }

    /// <summary>What a touch weighs, by the role's name.</summary>
    public Dictionary<string, string?> Weights { get; set; } = [];

    public static CreditRuleForm Of(CreditRule rule, int seen) =>
        new()
        {
            Seen = seen,
            Model = rule.Model.ToString(),
            Vendor = Shares.Plain(rule.VendorPoints),
            Weights = Enum.GetValues<DealRole>()
                .ToDictionary(r => r.ToString(), r => (string?)rule.WeightOf(r).ToString(CultureInfo.InvariantCulture)),
        };

    // What cannot be read is out of every range, so that the rule says so beside its field.
    public CreditRule Read() =>
        new(
            Enum.TryParse<CreditModel>(Model, out var model) ? model : (CreditModel)(-1),
            Shares.Read(Vendor) ?? -1,
            Enum.GetValues<DealRole>()
                .ToDictionary(
                    r => r,
                    r =>
                        int.TryParse(
                            Weights.GetValueOrDefault(r.ToString()),
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out var weight
                        )
                            ? weight
                            : -1
                )
        );

    public static Problem Placed(Problem problem) =>
        problem.Fields is null
            ? problem
            : problem with
            {
                Fields = problem.Fields.ToDictionary(
                    f =>
                        f.Key switch
                        {
                            "model" => "Input.Model",
                            "vendor" => "Input.Vendor",
                            var weight when weight.StartsWith("weight-", StringComparison.Ordinal) => $"Input.Weights[{weight[7..]}]",
                            var other => other,
                        },
                    f => f.Value
                ),
            };
}
