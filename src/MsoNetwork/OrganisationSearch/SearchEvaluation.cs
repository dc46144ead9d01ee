namespace MsoNetwork.OrganisationSearch;

/// <summary>A query with the organisations that judges found fitting: grade 3 is what was looked for, 1 is of some use.</summary>
public sealed record JudgedQuery(string Id, string Kind, string Query, IReadOnlyDictionary<string, int> Grades);

/// <summary>How well one query was answered, each from 0 to 1.</summary>
/// <param name="Ndcg">Normalised discounted cumulative gain of the first ten, gains 2^grade - 1 (Järvelin and Kekäläinen 2002; Burges
/// 2005).</param>
/// <param name="ReciprocalRank">One divided by the place of the first fitting hit among the first ten.</param>
/// <param name="Recall">Fitting ones among the first ten, of at most ten.</param>
public sealed record QueryQuality(double Ndcg, double ReciprocalRank, double Recall)
{
    private const int Depth = 10;

    public static QueryQuality Of(JudgedQuery judged, IReadOnlyList<string> found)
    {
        var first = found.Take(Depth).ToList();
        var gains = first.Select(id => Gain(judged.Grades.GetValueOrDefault(id)));
        var ideal = judged.Grades.Values.OrderDescending().Take(Depth).Select(Gain);
        var place = first.FindIndex(id => judged.Grades.GetValueOrDefault(id) > 0);
        var fitting = judged.Grades.Values.Count(grade => grade > 0);
        return new QueryQuality(
            Discounted(gains) / Discounted(ideal),
            place < 0 ? 0 : 1.0 / (place + 1),
            first.Count(id => judged.Grades.GetValueOrDefault(id) > 0) / (double)Math.Min(Depth, fitting));
    }

    public static QueryQuality Mean(IReadOnlyCollection<QueryQuality> all) =>
        new(all.Average(one => one.Ndcg), all.Average(one => one.ReciprocalRank), all.Average(one => one.Recall));

    private static double Gain(int grade) => Math.Pow(2, grade) - 1;

    private static double Discounted(IEnumerable<double> gains) => gains.Select((gain, place) => gain / Math.Log2(place + 2)).Sum();
}
