using System.Globalization;
using MsoNetwork.Changes;

namespace MsoNetwork.Erasure;

/// <summary>How long what is kept: as <see cref="RetentionRules"/> say, or as this site has set it.</summary>
public sealed class RetentionPeriods
{
    private readonly Dictionary<string, TimeSpan> _set;

    private RetentionPeriods(Dictionary<string, TimeSpan> set) => _set = set;

    public static RetentionPeriods Usual { get; } = new([]);

    /// <summary>For the log, which tidies itself.</summary>
    internal ChangeRetention OfLog =>
        new(OfLogs(ChangeRetention.ReferenceRule), OfLogs(ChangeRetention.PrivateRule), OfLogs(ChangeRetention.PublicRule));

    private TimeSpan OfLogs(string name) => Of(RetentionRules.All.Single(rule => rule.Name == name));

    public TimeSpan Of(RetentionRule rule) => _set.GetValueOrDefault(rule.Name, rule.Usual);

    /// <param name="text">Rules with whole days, for example <c>drafts=30;case-authors=180</c>; null or empty: as usual.</param>
    /// <exception cref="FormatException">What is wrong, in a sentence.</exception>
    public static RetentionPeriods Read(string? text)
    {
        var set = new Dictionary<string, TimeSpan>();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [var name, var days])
                throw new FormatException($"\"{part}\" is no rule with its days, as drafts=30 is");
            var rule = RetentionRules.All.FirstOrDefault(one => one.Name == name)
                ?? throw new FormatException($"\"{name}\" is no rule; msonet retention --dry-run lists them");
            if (rule.Least is not { } least) throw new FormatException($"{name} cannot be set: what it tidies is of no use later");
            if (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number < least.TotalDays || number > RetentionRule.Longest.TotalDays)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                    $"{name}={days}: it takes whole days from {least.TotalDays} to {RetentionRule.Longest.TotalDays}"));
            if (!set.TryAdd(name, TimeSpan.FromDays(number))) throw new FormatException($"{name} stands there twice");
        }

        return new(set);
    }

    /// <summary>Days or, where it is less than two of them, hours.</summary>
    internal static string Words(TimeSpan period) => period switch
    {
        { Ticks: 0 } => "at once",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{period.TotalMinutes} minutes"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{period.TotalHours} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{period.TotalDays} days"),
    };
}
