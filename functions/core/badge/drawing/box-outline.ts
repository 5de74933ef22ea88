/** Corner radii, clockwise from the upper left. */
export type Corners = readonly [upperLeft: number, upperRight: number, lowerRight: number, lowerLeft: number];

/** Path data of a box with rounded corners, clockwise; all in the path's units. */
export function boxOutline(left: number, top: number, right: number, bottom: number, corners: Corners): string {
  const [upperLeft, upperRight, lowerRight, lowerLeft] = corners;
  return (
    `M${left + upperLeft} ${top}H${right - upperRight}${arc(upperRight, 1, 1)}` +
    `V${bottom - lowerRight}${arc(lowerRight, -1, 1)}H${left + lowerLeft}${arc(lowerLeft, -1, -1)}` +
    `V${top + upperLeft}${arc(upperLeft, 1, -1)}z`
  );
}

const arc = (radius: number, x: number, y: number): string =>
  radius === 0 ? '' : `a${radius} ${radius} 0 0 1 ${x * radius} ${y * radius}`;
